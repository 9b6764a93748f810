/** The dearest tasks first: then the short ones fill the gaps at the end. */
import { describe, errorLine } from '../text/describe.ts'
import { LanemarkError } from '../findings.ts'
import { ListSource } from './source.ts'
import type { Source } from './source.ts'

const MANY = 10_000

/**
 * All inputs of the source, in the order of falling cost; those that cost the same keep theirs.
 *
 * @throws {LanemarkError} `cost-unusable`
 */
export async function dearestFirst(
  source: Source,
  cost: (input: unknown) => unknown,
): Promise<Source> {
  const list: unknown[] = []
  while (!source.ended) {
    const { inputs } = source.take(MANY)
    for (const input of inputs) list.push(input)
    if (inputs.length === 0) await source.more()
  }
  const costs = list.map((input, index) => costOf(input, index, cost))
  const order = [...list.keys()].toSorted((one, other) => costs[other]! - costs[one]!)
  const all = costs.reduce((sum, each) => sum + each, 0)
  // costs that say nothing of shares, such as negative ones, still give an order
  const shares =
    all > 0 && costs.every((each) => each >= 0) ? costs.map((each) => each / all) : null
  return new ListSource(list, order, shares, source.failure)
}

function costOf(input: unknown, index: number, cost: (input: unknown) => unknown): number {
  const refuse = (reason: string, cause?: unknown): never => {
    const at = { index, input: describe(input) }
    throw new LanemarkError({ code: 'cost-unusable', ...at, reason }, { cause })
  }
  let value: unknown
  try {
    value = cost(input)
  } catch (error) {
    return refuse(`it threw ${errorLine(error)}`, error)
  }
  const usable = typeof value === 'number' && !Number.isNaN(value)
  return usable ? (value as number) : refuse(`it returned ${describe(value)}`)
}
