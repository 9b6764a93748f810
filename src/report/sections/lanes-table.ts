/** What each worker of the pools did, from the call of `map` to the last result. */
import type { LaneUse } from '../../model.ts'
import { count, duration, percent } from '../../text/format.ts'
import { code, say, type Inline } from '../../text/inline.ts'
import { NOTHING, paragraph, table, type PageBlock } from '../../text/view.ts'
import type { Explained } from './explained.ts'

/** More workers than this are not written. */
const MOST = 64

const TIMES = ['startup', 'serialising', 'waiting', 'working', 'idle'] as const

/** Thread 0 is a process's main thread. */
function who({ worker }: LaneUse): Inline {
  if (worker === null) return NOTHING
  const { pid, threadId, machine } = worker
  const at = machine === undefined ? '' : `${machine}, `
  return [`${at}${threadId === 0 ? `process ${pid}` : `thread ${threadId}`}`]
}

function row(lane: LaneUse, case_: Explained): Inline[] {
  const { makespan } = case_.breakdown
  const times = TIMES.map((part): Inline => {
    const share = makespan > 0 ? ` (${percent(lane[part] / makespan)})` : ''
    return [`${duration(lane[part])}${share}`]
  })
  return [[code(case_.label)], who(lane), [count(lane.tasks)], ...times]
}

/** A row for each worker, folded. */
export function lanesBlock(cases: readonly Explained[]): PageBlock {
  const rows = cases.flatMap((case_) => case_.breakdown.lanes.map((lane) => row(lane, case_)))
  const titles = [
    'mode',
    'worker',
    'calls',
    'start-up',
    'serialising',
    'waiting',
    'working',
    'idle',
  ]
  const rest = rows.length > MOST ? [paragraph(say`The first ${MOST} workers only.`)] : []
  return {
    kind: 'details',
    summary: say`What each worker did`,
    blocks: [
      table(
        titles.map((title) => [title]),
        [2, 3, 4, 5, 6, 7],
        rows.slice(0, MOST),
      ),
      ...rest,
      paragraph(say`Each row adds up to the time of its pool. Waiting is messages under way and the time
        between two chunks; idle is after the worker's last call. The sending side serialises on the
        main thread; it counts for a worker that has nothing else to do meanwhile.`),
    ],
  }
}
