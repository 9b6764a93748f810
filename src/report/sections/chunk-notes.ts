/** How calls travelled, and whether they were timed one by one. */
import type { CaseResult, Comparison } from '../../model.ts'
import { sum } from '../../stats/mean.ts'
import { median } from '../../stats/quantile.ts'
import { count, duration, percent } from '../../text/format.ts'
import { code, listed, say, type Inline } from '../../text/inline.ts'
import { list, paragraph, type PageBlock } from '../../text/view.ts'
import { isPool } from '../../modes.ts'

/** Pools that a sentence can name. */
const FEW = 2

/** `38 of 1 to 512 calls (median 240)` */
function sizes({ trips }: CaseResult): Inline {
  const counts = trips.map((trip) => trip.count)
  const [least, most] = [Math.min(...counts), Math.max(...counts)]
  if (most === 1) return say`one call at a time`
  const head = say`${count(trips.length)} of ${count(least)}`
  if (least === most) return say`${head} calls`
  return say`${head} to ${count(most)} calls (median ${count(median(counts))})`
}

/** The sizes of the chunks in the traced rounds; nothing where every call travelled alone. */
export function chunkSizes({ cases }: Comparison): PageBlock[] {
  const pools = cases.filter((case_) => isPool(case_) && case_.trips.length > 0)
  if (!pools.some(({ trips }) => trips.some((trip) => trip.count > 1))) return []
  const each = pools.map((pool) => say`${code(pool.label)} ${sizes(pool)}`)
  if (pools.length <= FEW) return [paragraph(say`Calls travelled in chunks: ${listed(each)}.`)]
  return [paragraph(say`Calls travelled in chunks:`), list(each)]
}

/** What noting a call's end costs, as a share of the call. */
function share({ instrument, tasks }: Comparison): { call: number; cost: string } {
  const call = sum(tasks.map((task) => task.duration)) / tasks.length
  return { call, cost: percent(instrument.cost / call) }
}

/** What it means that calls were not timed one by one; nothing where they were. */
export function untimedNote(comparison: Comparison): PageBlock[] {
  if (comparison.instrument.times === 'tasks') return []
  const { call, cost } = share(comparison)
  return [
    paragraph(say`A call takes ${duration(call)}, and noting the end of each would cost ${cost} of that.
      So times were taken a chunk at a time and shared out evenly, and the bound takes the calls of
      a chunk to be equally long.`),
  ]
}

/** What the timing of single calls cost, a sentence; nothing where there was none. */
export function timingCost(comparison: Comparison): Inline {
  const { instrument } = comparison
  if (instrument.times === 'chunks') return []
  return say` Noting the end of a call costs ${duration(instrument.cost)}, ${share(comparison).cost} of
    a call here.`
}
