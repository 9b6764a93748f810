/** The words around a timeline: its legend and its remarks. */
import { livesOf } from './life.ts'
import type { Comparison } from '../../model.ts'
import { duration } from '../../report/format.ts'
import { isPool } from '../../report/words.ts'
import type { Entry } from '../frame.ts'
import { INK, MODE_COLOURS } from '../theme.ts'
import { capacityRemarks, caseName, limitSentence } from '../words.ts'
import type { Drawing } from './lanes.ts'
import type { Group } from './layout.ts'
import { OVERHEADS, PHASE_NAMES, phaseColour } from './phases.ts'
import { endOf } from './rows.ts'

/** Overhead is told in the legend from this many px on. */
const VISIBLE = 1.5

export const DASH = [5, 3]
const BOUND: Entry = {
  name: 'bound: no schedule of these tasks is faster',
  look: { kind: 'line', stroke: INK.text, dash: DASH },
}

/** Time of one kind where it was longest, px. */
const seen = (drawings: readonly Drawing[], kind: (typeof OVERHEADS)[number], perMs: number) =>
  Math.max(...drawings.map(({ times }) => (times.get(kind) ?? 0) * perMs))

export function legendOf(
  drawings: readonly Drawing[],
  groups: readonly Group[],
  perMs: number,
): Entry[] {
  const fills = [...new Set(groups.map(({ case_ }) => MODE_COLOURS[case_.mode]))]
  const pools = groups.filter(({ case_ }) => isPool(case_))
  const box = (name: string, fill: string): Entry => ({ name, look: { kind: 'box', fill } })
  const kinds = OVERHEADS.filter((kind) => seen(drawings, kind, perMs) >= VISIBLE)
  const other = kinds.map((kind) => box(PHASE_NAMES[kind], phaseColour(kind, 'serial')))
  const idle = pools.length === 0 ? [] : [box(PHASE_NAMES.idle, INK.pale), BOUND]
  return [{ name: 'task runs', look: { kind: 'stripes', fills } }, ...other, ...idle]
}

export function remarks(
  comparison: Comparison,
  groups: readonly Group[],
  drawings: readonly Drawing[],
  { perMs, end }: { perMs: number; end: number },
): string[] {
  const limit = limitSentence(comparison)
  return [
    ...(limit === null ? [] : [limit]),
    ...capacityRemarks(comparison),
    ...cutRemarks(groups, end),
    ...thinnedRemarks(groups, drawings),
    ...hiddenRemarks(drawings, perMs),
  ]
}

function cutRemarks(groups: readonly Group[], end: number): string[] {
  const cut = groups.filter(({ case_ }) => endOf(livesOf(case_)) > end)
  const ends = cut.map(({ case_ }) => `${caseName(case_)} to ${duration(endOf(livesOf(case_)))}`)
  return cut.length === 0
    ? []
    : [`Cut at the right, so that the pools can be seen: ${ends.join(', ')}.`]
}

function thinnedRemarks(groups: readonly Group[], drawings: readonly Drawing[]): string[] {
  const some = groups.filter(({ rows, lanes }) => rows.length < lanes)
  const drawn = some.map(
    ({ case_, rows, lanes }) => `${rows.length} of ${lanes} of ${caseName(case_)}`,
  )
  const crowd = groups.some((group) => group.crowd)
  const shares = groups.some((group, index) => drawings[index]?.thinned === true && !group.crowd)
  return [
    ...(shares ? ['Too many tasks for a bar each: heights are shares of time.'] : []),
    ...(crowd ? ['On one event loop heights are numbers of tasks at once.'] : []),
    ...(some.length === 0 ? [] : [`Not all lanes are drawn: ${drawn.join(', ')}.`]),
  ]
}

function hiddenRemarks(drawings: readonly Drawing[], perMs: number): string[] {
  const times = drawings.map((drawing) =>
    OVERHEADS.reduce((sum, kind) => sum + (drawing.times.get(kind) ?? 0), 0),
  )
  const most = Math.max(...times)
  const visible = OVERHEADS.some((kind) => seen(drawings, kind, perMs) >= VISIBLE)
  if (visible || most === 0) return []
  return [
    `Start-up, serialising and messages take at most ${duration(most)} in a mode: too short to be seen.`,
  ]
}
