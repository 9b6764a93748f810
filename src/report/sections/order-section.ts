/** What another order of the calls would give, and what splitting the longest would allow. */
import { limits, type Limits } from '../../explain/limits.ts'
import { listSchedule, longestFirst, PIECES, splitLongest } from '../../explain/schedule.ts'
import type { Comparison } from '../../model.ts'
import { inputOf } from '../cause-text.ts'
import { duration, ratio } from '../../text/format.ts'
import { say, type Inline } from '../../text/inline.ts'
import { paragraph, table, type PageBlock, type Section } from '../../text/view.ts'
import { isPool } from '../../modes.ts'
import { number, plural } from '../../text/words.ts'

/** Differences below this are none. */
const SAME = 0.01

interface Row {
  name: Inline
  time: number
}

/** The limits for the pool with the most workers. */
function widest(comparison: Comparison): Limits | null {
  const workers = comparison.cases.filter(isPool).map((case_) => case_.workers)
  return workers.length === 0 ? null : limits(comparison.tasks, Math.max(...workers))
}

const figures = (rows: readonly Row[], total: number): PageBlock =>
  table(
    [say`way`, say`time of the calls`, say`speedup`],
    [1, 2],
    rows.map(({ name, time }) => [name, [duration(time)], [ratio(total / time)]]),
  )

function orderText(submitted: number, sorted: number, limit: Limits): Inline {
  if (submitted <= limit.least * (1 + SAME))
    return say`The calls were handed over in an order that costs nothing: no other would be faster.`
  if (sorted < submitted * (1 - SAME))
    return say`Handing over the longest calls first would save
      ${duration(submitted - sorted)} of ${duration(submitted)}.`
  return say`Handing over the longest calls first would not be faster; the least possible need not be
    reachable by any order.`
}

function splitText(rows: readonly Row[], limit: Limits): Inline {
  const least = Math.min(...rows.map(({ time }) => time))
  if (least >= limit.least * (1 - SAME))
    return say`Splitting the longest call would not help: it is not what limits the pool.`
  return say`Splitting ${inputOf(limit.longest)}, if the work allows it, would help: the bound of
    ${ratio(limit.best)} would rise up to ${ratio(limit.total / least)}.`
}

const TITLE = say`Order and splitting`

/** Calls of one length: neither order nor splitting changes anything. */
function nothing(workers: number): Section {
  const text = say`The calls are so even that, with ${plural(workers, 'worker')}, neither another order
    nor splitting the longest would help.`
  return { title: TITLE, blocks: [paragraph(text)], sections: [] }
}

/** The section; null for one call, one worker or no pool. */
export function orderSection(comparison: Comparison): Section | null {
  const limit = widest(comparison)
  if (limit === null || limit.workers < 2 || comparison.tasks.length < 2) return null
  const durations = comparison.tasks.map((task) => task.duration)
  const submitted = listSchedule(durations, limit.workers)
  const sorted = longestFirst(durations, limit.workers)
  const splits = splitLongest(durations, limit.workers, PIECES).map(({ pieces, least }): Row => ({
    name: say`the longest call in ${number(pieces)} pieces, best case`,
    time: least,
  }))
  const best = Math.min(...splits.map(({ time }) => time))
  const helps = best < limit.least * (1 - SAME)
  if (Math.max(submitted, limit.least) <= best * (1 + SAME)) return nothing(limit.workers)
  const rows: Row[] = [
    { name: say`in the order of the inputs`, time: submitted },
    { name: say`the longest calls first`, time: sorted },
    { name: say`the least possible`, time: limit.least },
    ...(helps ? splits : []),
  ]
  return {
    title: TITLE,
    blocks: [
      paragraph(say`Computed from the times of the calls in serial, for ${plural(limit.workers, 'worker')} that do
        nothing else:`),
      figures(rows, limit.total),
      paragraph(say`${orderText(submitted, sorted, limit)} ${splitText(splits, limit)}`),
    ],
    sections: [],
  }
}
