/** How quiet the machine was: what the verdicts rest on. */
import { changes } from '../decide/blocks.ts'
import type { BlockWord, DropReason, GateRules } from '../model/facts.ts'
import type { GateReport } from '../model/record.ts'
import type { Judged } from '../model/verdicts.ts'
import { median } from '../../stats/quantile.ts'
import { spread } from '../../stats/sample-size.ts'
import { cores, percent as share } from '../../text/format.ts'
import { code, join, listed, say, type Inline } from '../../text/inline.ts'
import { list, type Section } from '../../text/view.ts'
import { plural } from '../../text/words.ts'
import { kindsItems } from './two-kinds.ts'
import { benchmarkName } from './tables.ts'
import { change } from './figure-text.ts'

export function noiseSection(report: GateReport): Section {
  const items = [
    steadiness(report),
    ...controls(report),
    ...spreads(report),
    ...capacity(report),
    ...stolen(report),
    dropped(report),
    ...kindsItems(report),
  ]
  return { title: say`Noise`, blocks: [list(items)], sections: [] }
}

const judgedOf = ({ decision }: GateReport): Judged[] =>
  decision.results.filter((result): result is Judged => result.state === 'judged')

/** How alike the turns of base and head were, and what a system that does not offer it lacks. */
function steadiness({ steady: { core, addresses } }: GateReport): Inline {
  const place =
    core === null
      ? say`wherever the system placed them (for one core it takes Linux, ${code('taskset')} and cores without a quota)`
      : say`on one core (number ${core}; pools on all of them)`
  const memory = addresses
    ? say`in processes with the same addresses`
    : say`in processes with random addresses, for ${code('setarch -R')} is not allowed here`
  const more = core === null || !addresses ? say`: so changes scatter more` : []
  return say`Base and head took turns ${place}, ${memory}${more}.`
}

/** The second copy of base against base: the widest first. */
function controls(report: GateReport): Inline[] {
  const away = (result: Judged): number => Math.abs(Math.log(result.control?.value ?? 1))
  const judged = judgedOf(report)
    .filter((result) => result.control !== null)
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

/** How much a benchmark's change varies from block to block, in the stage that its figures are from. */
function spreads(report: GateReport): Inline[] {
  const entries = new Map(report.entries.map((entry) => [entry.id, entry]))
  const found = judgedOf(report).flatMap(({ id, stage }) => {
    const entry = entries.get(id)
    const blocks: readonly BlockWord[] = (stage === 'test' ? entry?.test : entry?.screen) ?? []
    const values = changes(blocks)
    return values.length < 2 ? [] : [{ id, sd: spread(values) }]
  })
  const [widest, ...others] = found.toSorted((one, other) => other.sd - one.sd)
  if (widest === undefined) return []
  const start = 'From block to block the change has a standard deviation of'
  const most = say`${deviation(widest.sd)} for ${benchmarkName(widest.id)}`
  if (others.length === 0) return [say`${start} ${most}.`]
  const middle = median(found.map(({ sd }) => sd))
  return [
    say`${start} ${deviation(middle)} (median of ${plural(found.length, 'benchmark')};
      at the most ${most}).`,
  ]
}

/** A standard deviation of logarithms is, while it is small, one of ratios: two digits of it. */
function deviation(sd: number): string {
  return sd < 0.00005 ? 'under 0.01 %' : `${Number((100 * sd).toPrecision(2))} %`
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

/** What a virtual machine's host gave to others; a system that does not know it says nothing. */
function stolen({ blocks }: GateReport): Inline[] {
  const shares = blocks.flatMap((block) => (block.stolen === null ? [] : [block.stolen]))
  if (shares.length === 0) return []
  const most = Math.max(...shares)
  if (most === 0) return [say`The host took no CPU time from the machine while blocks ran.`]
  return [
    say`While blocks ran the host took ${share(median(shares))} of the cores' time (median;
      ${share(most)} at the most).`,
  ]
}

/** Why a measurement was dropped. */
function cause(reason: DropReason, { drop }: GateRules): string {
  switch (reason) {
    case 'crashed':
      return 'a process crashed or did not deliver'
    case 'stolen-cpu':
      return `the host took more than ${share(drop.stolen)} of the CPU time`
    case 'capacity-short':
      return `a pool had less than ${share(drop.capacity)} of the cores' work`
  }
}

const REASONS: readonly DropReason[] = ['crashed', 'stolen-cpu', 'capacity-short']

/** A measurement is one benchmark in one block. */
function dropped(report: GateReport): Inline {
  const counts = judgedOf(report).flatMap(({ blocks: { screen, test } }) => [
    screen.dropped,
    test.dropped,
  ])
  const causes = REASONS.flatMap((reason) => {
    const count = counts.reduce((sum, one) => sum + (one[reason] ?? 0), 0)
    return count === 0 ? [] : [{ reason, count }]
  })
  if (causes.length === 0) return say`No block was dropped.`
  const texts = causes.map(
    ({ reason, count }) =>
      say`${count} ${count === 1 ? 'measurement' : 'measurements'} because ${cause(reason, report.decision.rules)}`,
  )
  const failures = report.blocks.reduce((sum, block) => sum + block.failures.length, 0)
  const record = failures === 0 ? [] : say` (${plural(failures, 'failure')} on record)`
  return say`Dropped, base and head together: ${join(texts, '; ')}${record}. Nothing is ever dropped
    for its timings.`
}
