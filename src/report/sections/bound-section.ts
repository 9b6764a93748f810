/** Why no pool could have done better: the bound, worked through with the measured times. */
import { causeOf } from '../../explain/cause.ts'
import type { CaseResult, Comparison, TaskTime } from '../../model.ts'
import { boundApplies, inputOf } from '../cause-text.ts'
import { duration, percent, percentEstimate, ratio, ratioEstimate } from '../../text/format.ts'
import { code, say, type Inline } from '../../text/inline.ts'
import { limits, type Limits } from '../../explain/limits.ts'
import { verdict } from '../../explain/verdict.ts'
import { list, paragraph, table, type PageBlock, type Section } from '../../text/view.ts'
import { isPool, overlaps } from '../../modes.ts'
import { number, plural } from '../../text/words.ts'
import { attainedOf } from './attained.ts'
import { referenceShares } from './reference-share.ts'

/** Calls listed one by one; the others are summed up. */
const LISTED = 12

function row(name: Inline, time: number, total: number): Inline[] {
  return [name, [duration(time)], [percent(time / total)]]
}

function taskTable(tasks: readonly TaskTime[], total: number): PageBlock {
  const many = tasks.length > LISTED
  const chosen = many
    ? tasks.toSorted((a, b) => b.duration - a.duration).slice(0, LISTED - 1)
    : tasks
  const rows = chosen.map((task) => row([code(task.input)], task.duration, total))
  const rest = total - chosen.reduce((sum, task) => sum + task.duration, 0)
  const others = say`the other ${number(tasks.length - chosen.length)}`
  const all = row(say`all`, total, total)
  return table(
    [say`input`, say`time of the call`, say`share of the work`],
    [1, 2],
    [...rows, ...(many ? [row(others, rest, total)] : []), all],
  )
}

function evenLine({ total, even, workers }: Limits): Inline {
  return say`Shared evenly, each worker has ${duration(total)} / ${workers} = ${duration(even)} of work.`
}

function pairLine(limit: Limits): Inline[] {
  if (limit.pair === null) return []
  const { longer, shorter, duration: both } = limit.pair
  return [
    say`Of the ${plural(limit.workers + 1, 'longest call')} two must share a worker; the two shortest of
      them take ${duration(longer.duration)} + ${duration(shorter.duration)} = ${duration(both)}.`,
  ]
}

function resultLine(limit: Limits): Inline {
  return say`The largest of these times, ${duration(limit.least)}, is the least that any pool of
    ${number(limit.workers)} needs. ${duration(limit.total)} / ${duration(limit.least)} =
    ${{ strong: ratio(limit.best) }} is the bound.`
}

function remedy(limit: Limits): Inline {
  switch (limit.decides) {
    case 'longest':
      return say`More workers would not help: ${inputOf(limit.longest)} takes its time on one of them.
        Only a call that is split into smaller ones would.`
    case 'pair':
      return say`Another worker, or calls of more even length, would raise it.`
    case 'even':
      return say`The calls divide well: more workers on more cores would raise it.`
  }
}

function worked(limit: Limits): PageBlock[] {
  return [
    paragraph(say`With ${plural(limit.workers, 'worker')}, whatever the order of the calls:`),
    list([
      evenLine(limit),
      say`A call is never split, so nothing is done before the longest call is:
        ${duration(limit.longest.duration)} for ${inputOf(limit.longest)}.`,
      ...pairLine(limit),
      resultLine(limit),
    ]),
    paragraph(remedy(limit)),
  ]
}

/** Fewer workers, worked through the same way. */
function otherLine({ workers, least, best }: Limits): Inline {
  return say`With ${plural(workers, 'worker')}, in the same way: ${duration(least)} at least, so a bound of
    ${ratio(best)}.`
}

function reachedLine(comparison: Comparison, case_: CaseResult): Inline[] {
  const attained = attainedOf(case_)
  if (attained === null || case_.speedup === null || !boundApplies(comparison, case_)) return []
  return [
    attained.interval === null
      ? say`${code(case_.label)}: ${percent(attained.value)} of the bound, with
          ${ratioEstimate(case_.speedup)}.`
      : say`${code(case_.label)}: ${percentEstimate(attained)} of the bound, with
          ${ratioEstimate(case_.speedup)}.`,
  ]
}

function reached(comparison: Comparison): PageBlock[] {
  const lines = comparison.cases.filter(isPool).flatMap((case_) => reachedLine(comparison, case_))
  if (lines.length === 0 || verdict(comparison).kind === 'no-capacity') return []
  return [paragraph(say`What the pools reached:`), list(lines)]
}

/** Calls that wait are bound by a pool's workers only because each holds one. */
function loopNote(comparison: Comparison): PageBlock[] {
  const loop = comparison.cases.find(overlaps)
  if (loop === undefined || causeOf(comparison)?.kind !== 'waits') return []
  return [
    paragraph(say`This is for pools, where a call that waits holds a worker all the same. In
      ${code(loop.label)} it leaves the event loop to the others, so another bound holds: the longest
      call, or all the computing together.`),
  ]
}

/** The section; null where no pool ran or the calls took no time. */
export function boundSection(comparison: Comparison): Section | null {
  const counts = new Set(comparison.cases.filter(isPool).map((case_) => case_.workers))
  const found = [...counts].flatMap((workers) => limits(comparison.tasks, workers) ?? [])
  const total = found[0]?.total
  if (total === undefined) return null
  const best = Math.max(...found.map((limit) => limit.best))
  const [widest, ...others] = found.toSorted((a, b) => b.workers - a.workers)
  return {
    title: say`Why no pool can do better than ${ratio(best)}`,
    blocks: [
      paragraph(say`A pool shortens the time by running several calls at once, but it cannot shorten a
        call. These are the times of the calls in the mode ${code('serial')}, each the median of its
        rounds:`),
      taskTable(comparison.tasks, total),
      ...(widest === undefined ? [] : worked(widest)),
      ...(others.length === 0 ? [] : [list(others.map(otherLine))]),
      ...loopNote(comparison),
      ...reached(comparison),
      ...referenceShares(comparison, found),
    ],
    sections: [],
  }
}
