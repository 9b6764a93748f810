/** Bars, shares and numbers of tasks, as boxes with their writing. */
import { livesOf } from './life.ts'
import type { Box, Text } from '../draw.ts'
import { INK, MODE_COLOURS } from '../theme.ts'
import { inFlight, shares } from './bins.ts'
import type { Bar } from './labels.ts'
import { laneTexts } from './labels.ts'
import type { Group, PlacedRow } from './layout.ts'
import type { Phase, PhaseKind } from './phases.ts'
import { phaseColour, phasesOf } from './phases.ts'
import { endOf } from './rows.ts'

/** What all lanes share. */
export interface Ground {
  /** Px of a millisecond. */
  perMs: number
  /** Inputs by index, as text. */
  inputs: ReadonlyMap<number, string>
  /** Most boxes for one case. */
  budget: number
  /** Where a line stands that no writing may cross, px. */
  avoid: number | null
}

export interface Drawing {
  boxes: Box[]
  texts: Text[]
  /** Time by kind of phase, ms, of all lanes together. */
  times: Map<PhaseKind, number>
  /** Whether tasks are drawn as shares of time instead of bars. */
  thinned: boolean
}

/** Bars narrower than this are left out, px; what runs gets this much at least. */
const LEAST = 0.5
const LEAST_RUN = 1
/** Rows lower than this carry no writing, px. */
const WRITABLE = 15
/** From this many tasks on in a lane, bars would run into each other. */
const MANY = 150

const wide = ({ from, to }: Phase, perMs: number): boolean => (to - from) * perMs >= LEAST

/** Everything of one case. */
export function drawGroup(group: Group, ground: Ground): Drawing {
  const times = timesOf(group)
  if (group.crowd) return { ...drawCrowd(group), times, thinned: true }
  const phases = group.rows.flatMap(({ tasks }) => tasks.flatMap(phasesOf))
  const visible = phases.filter((phase) => phase.kind === 'run' || wide(phase, ground.perMs))
  const many = group.rows.some(({ tasks }) => tasks.length >= MANY)
  const thinned = many || visible.length > ground.budget
  const rows = group.rows.map((row) =>
    thinned ? drawShares(row, group, ground) : drawBars(row, group, ground),
  )
  const boxes = rows.flatMap((row) => row.boxes)
  return { boxes, texts: rows.flatMap((row) => row.texts), times, thinned }
}

function timesOf(group: Group): Map<PhaseKind, number> {
  const times = new Map<PhaseKind, number>()
  for (const { kind, from, to } of livesOf(group.case_).flatMap(phasesOf)) {
    times.set(kind, (times.get(kind) ?? 0) + to - from)
  }
  return times
}

/** From a lane's last task until the other lanes were done as well. */
function idleOf(row: PlacedRow, { case_ }: Group): Phase | null {
  const idle: Phase = { kind: 'idle', from: endOf(row.tasks), to: endOf(livesOf(case_)) }
  return case_.mode === 'concurrent' || idle.to <= idle.from ? null : idle
}

function idleBoxes(row: PlacedRow, idle: Phase | null, perMs: number): Box[] {
  if (idle === null || (idle.to - idle.from) * perMs < 2) return []
  const y = { y0: row.top + 0.5, y1: row.top + row.height - 0.5 }
  return [{ x0: idle.from, x1: idle.to, ...y, fill: INK.pale }]
}

function drawBars(row: PlacedRow, group: Group, ground: Ground) {
  const { perMs } = ground
  const { mode } = group.case_
  const phases = row.tasks.flatMap(phasesOf)
  const [y0, y1] = [row.top, row.top + row.height]
  const seen = phases.filter((phase) => phase.kind === 'run' || wide(phase, perMs))
  const bars = seen.map(({ kind, from, to }): Box => {
    const width = (to - from) * perMs
    // a narrow gap tells one task from the next
    const end = width > 4 ? to - 1 / perMs : Math.max(to, from + LEAST_RUN / perMs)
    return { x0: from, x1: end, y0, y1, fill: phaseColour(kind, mode) }
  })
  const idle = idleOf(row, group)
  return {
    boxes: [...idleBoxes(row, idle, perMs), ...bars],
    texts: row.height < WRITABLE ? [] : writing(row, idle, ground),
  }
}

function writing(row: PlacedRow, idle: Phase | null, { perMs, inputs, avoid }: Ground): Text[] {
  const bars = row.tasks.map(({ index, dispatched, started, ended, done }): Bar => {
    const input = inputs.get(index) ?? `#${index}`
    return {
      from: dispatched * perMs,
      x0: started * perMs,
      x1: ended * perMs,
      to: done * perMs,
      input,
      took: ended - started,
    }
  })
  return laneTexts({
    bars,
    avoid,
    idle:
      idle === null
        ? null
        : { x0: idle.from * perMs, x1: idle.to * perMs, took: idle.to - idle.from },
    y: row.top + row.height / 2 + 4,
  })
}

const STACK: readonly PhaseKind[] = ['run', 'startup', 'serialise', 'deserialise', 'message']

function drawShares(row: PlacedRow, group: Group, { perMs, budget }: Ground) {
  const end = endOf(livesOf(group.case_))
  const most = Math.floor(budget / group.rows.length / 3)
  const count = Math.max(8, Math.min(160, most, Math.floor((end * perMs) / 3)))
  const kinds = shares(row.tasks, count, end)
  const heights = Array.from({ length: count }, () => 0)
  const floor = row.top + row.height
  const bars = STACK.flatMap((kind) =>
    (kinds.get(kind) ?? []).flatMap((share, bin): Box[] => {
      const under = heights[bin] ?? 0
      const height = Math.min(share * row.height, row.height - under)
      heights[bin] = under + height
      if (height < LEAST) return []
      const x = binAt(bin, count, end)
      const fill = phaseColour(kind, group.case_.mode)
      return [{ ...x, y0: floor - under - height, y1: floor - under, fill }]
    }),
  )
  const ground = { x0: 0, x1: end, y0: row.top, y1: floor, fill: INK.pale }
  return { boxes: [ground, ...bars], texts: [] }
}

/** A bin's time; it reaches under the next one, so that no gap shines through. */
const binAt = (bin: number, count: number, end: number): Pick<Box, 'x0' | 'x1'> => ({
  x0: (bin * end) / count,
  x1: (Math.min(count, bin + 1.2) * end) / count,
})

/** One event loop with very many tasks at once: how many. */
function drawCrowd({ case_, rows }: Group): Pick<Drawing, 'boxes' | 'texts'> {
  const end = endOf(livesOf(case_))
  const counts = inFlight(livesOf(case_), 150, end)
  const most = Math.max(1, ...counts)
  const row = rows[0]
  if (row === undefined) return { boxes: [], texts: [] }
  const boxes = counts.flatMap((tasks, bin): Box[] => {
    const height = (tasks / most) * row.height
    const y1 = row.top + row.height
    const x = binAt(bin, counts.length, end)
    return height < LEAST ? [] : [{ ...x, y0: y1 - height, y1, fill: MODE_COLOURS[case_.mode] }]
  })
  return { boxes, texts: [] }
}
