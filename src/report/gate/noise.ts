/** How quiet the machine was: what the verdicts rest on. */
import { median } from '../../stats/quantile.ts'
import { cores } from '../format.ts'
import { listed, say, type Inline } from '../inline.ts'
import { list, type Section } from '../view.ts'
import { plural } from '../words.ts'
import type { Judged } from '../../gate/model.ts'
import type { GateReport } from './model.ts'
import { benchmarkName } from './tables.ts'
import { change } from './words.ts'

export function noiseSection(report: GateReport): Section {
  const items = [...controls(report), ...capacity(report), dropped(report)]
  return { title: say`Noise`, blocks: [list(items)], sections: [] }
}

/** The second copy of base against base: the widest first. */
function controls({ decision }: GateReport): Inline[] {
  const away = (result: Judged): number => Math.abs(Math.log(result.control?.value ?? 1))
  const judged = decision.results
    .filter((result): result is Judged => result.state === 'judged' && result.control !== null)
    .toSorted((one, other) => away(other) - away(one))
  if (judged.length === 0) return [say`No benchmark needed a second copy of base.`]
  const texts = judged
    .slice(0, 3)
    .map((result) =>
      result.control === null ? [] : say`${change(result.control)} for ${benchmarkName(result.id)}`,
    )
  const rest = judged.length > 3 ? say`, and less for ${plural(judged.length - 3, 'other')}` : []
  return [say`A second copy of base differs from base by ${listed(texts)}${rest}.`]
}

function capacity({ blocks }: GateReport): Inline[] {
  if (blocks.length === 0) return []
  const readings = blocks.map((block) => block.capacity.delivered)
  const of = blocks[0]?.capacity.of ?? 1
  const [low, middle] = [Math.min(...readings), median(readings)]
  return [
    say`Before each block the machine delivered the work of ${cores(middle)} of ${cores(of)} cores
      (median; ${cores(low)} at the least).`,
  ]
}

function dropped({ decision, blocks }: GateReport): Inline {
  const counts = decision.results.flatMap((result) =>
    result.state === 'judged'
      ? [
          ...Object.values(result.blocks.screen.dropped),
          ...Object.values(result.blocks.test.dropped),
        ]
      : [],
  )
  const sum = counts.reduce((total, count) => total + count, 0)
  const failures = blocks.reduce((total, block) => total + block.failures.length, 0)
  if (sum === 0) return say`No block was dropped.`
  return say`Measurements dropped because a process did not deliver: ${String(sum)}, with
    ${plural(failures, 'failure')} on record. Blocks are never dropped for their timings.`
}
