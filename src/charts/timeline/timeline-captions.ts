/** The words around a timeline: its legend and its remarks. */
import type { Comparison } from '../../model.ts'
import { duration } from '../../text/format.ts'
import { isPool } from '../../modes.ts'
import type { Entry } from '../legend.ts'
import { boxEntry, lineEntry } from '../legend.ts'
import { INK, MODE_LOOKS } from '../theme.ts'
import { capacityRemarks, caseName, limitRemarks } from '../captions.ts'
import type { Kind } from './bars.ts'
import { colourOf, NAMES, OVERHEADS } from './overheads.ts'
import type { Drawing, Ground } from './lanes.ts'
import type { Group, Traced } from './rows.ts'

/** Overhead is told in the legend from this many px on. */
const VISIBLE = 1.5

export const BOUND = { stroke: INK.text, dash: '5,3' }

/** Time that all lanes together spend on it, ms. */
const timeOf = ({ lanes }: Traced, kinds: readonly Kind[]): number =>
  lanes
    .flatMap(({ bars }) => bars)
    .reduce((sum, { kind, from, to }) => (kinds.includes(kind) ? sum + to - from : sum), 0)

/** The kinds of overhead that can be seen. */
const visible = (groups: readonly Group[], { at }: Ground) =>
  OVERHEADS.filter((kind) => groups.some((group) => at(timeOf(group, [kind])) >= VISIBLE))

export function legendOf(groups: readonly Group[], ground: Ground): Entry[] {
  const fills = [...new Set(groups.map(({ case_ }) => MODE_LOOKS[case_.mode].colour))]
  const pools = groups.some(({ case_ }) => isPool(case_))
  return [
    boxEntry('task runs', fills),
    ...visible(groups, ground).map((kind) => boxEntry(NAMES[kind], [colourOf(kind, 'serial')])),
    ...(pools
      ? [
          boxEntry('idle', [INK.pale]),
          lineEntry('bound: no schedule of these tasks is faster', BOUND),
        ]
      : []),
  ]
}

export function remarks(
  comparison: Comparison,
  groups: readonly Group[],
  drawings: readonly Drawing[],
  ground: Ground,
): string[] {
  return [
    ...limitRemarks(comparison),
    ...capacityRemarks(comparison),
    ...cutRemarks(groups, ground),
    ...thinnedRemarks(groups, drawings),
    ...hiddenRemarks(groups, ground),
  ]
}

function cutRemarks(groups: readonly Group[], ground: Ground): string[] {
  const cut = groups.filter(({ end }) => end > ground.end)
  const ends = cut.map(({ case_, end }) => `${caseName(case_)} to ${duration(end)}`)
  return cut.length === 0
    ? []
    : [`Cut at the right, so that the pools can be seen: ${ends.join(', ')}.`]
}

function thinnedRemarks(groups: readonly Group[], drawings: readonly Drawing[]): string[] {
  const some = groups.filter(
    ({ rows, lanes, case_ }) => isPool(case_) && rows.length < lanes.length,
  )
  const drawn = some.map(
    ({ case_, rows, lanes }) => `${rows.length} of ${lanes.length} of ${caseName(case_)}`,
  )
  const crowd = groups.some((group) => group.crowd)
  const shares = groups.some((group, index) => drawings[index]?.thinned === true && !group.crowd)
  return [
    ...(shares ? ['Too many tasks for a bar each: heights are shares of time.'] : []),
    ...(crowd ? ['On one event loop heights are numbers of tasks at once.'] : []),
    ...(some.length === 0 ? [] : [`Not all lanes are drawn: ${drawn.join(', ')}.`]),
  ]
}

function hiddenRemarks(groups: readonly Group[], ground: Ground): string[] {
  const most = Math.max(...groups.map((group) => timeOf(group, OVERHEADS)))
  if (visible(groups, ground).length > 0 || most === 0) return []
  return [
    `Start-up, serialising and messages take at most ${duration(most)} in a mode: too short to be seen.`,
  ]
}
