/** Results that must be equal to serial's, or the comparison is over. */
import { describe } from '../describe.ts'
import { LanemarkError } from '../findings.ts'
import { difference } from './equality.ts'

export interface Expectation {
  inputs: readonly unknown[]
  /** Serial's results, in the order of the inputs. */
  expected: readonly unknown[]
  /** Null: deep and exact equality. */
  equals: ((actual: unknown, expected: unknown) => boolean) | null
}

/**
 * @param label the case whose results these are
 * @param again whether serial itself is held against its first results
 * @throws {LanemarkError} `results-differ`, for the first result that differs
 */
export function verify(
  results: readonly unknown[],
  { inputs, expected, equals }: Expectation,
  { label, again }: { label: string; again: boolean },
): void {
  for (const [index, actual] of results.entries()) {
    const wanted = expected[index]
    const parted = equals === null ? difference(wanted, actual) : judge(equals, wanted, actual)
    if (parted === null) continue
    const input = describe(inputs[index])
    throw new LanemarkError({ code: 'results-differ', mode: label, index, input, again, ...parted })
  }
}

function judge(
  equals: (actual: unknown, expected: unknown) => boolean,
  expected: unknown,
  actual: unknown,
) {
  if (equals(actual, expected)) return null
  const path = 'the result itself, by the `equals` option'
  return { path, expected: describe(expected), actual: describe(actual) }
}
