/** Who ran what, and when: a lane per worker, a bar per task. */
import type { CaseResult, Comparison } from '../../model.ts'
import { duration, ratio } from '../../text/format.ts'
import { isPool } from '../../modes.ts'
import { timeAxis } from '../axis.ts'
import { line, text, upright } from '../draw.ts'
import type { Plot } from '../frame.ts'
import { plotWidth } from '../frame.ts'
import type { Svg } from '../svg.ts'
import { fitted, label, textWidth } from '../text.ts'
import { INK, MARGIN, MODE_LOOKS, SIZE } from '../theme.ts'
import { caseName } from '../captions.ts'
import { lanesOf } from './bars.ts'
import { drawGroup } from './lanes.ts'
import type { Ground } from './lanes.ts'
import type { Group, Traced } from './rows.ts'
import { endOf, layout } from './rows.ts'
import { BOUND, legendOf, remarks } from './timeline-captions.ts'

/** Boxes of one picture: more would make the file large. */
const BOXES = 1600
/** Px for the cases' names and figures. */
const NAMES = 128
const RIGHT = 36

/** With the pools done this many times earlier the axis is cut, at this many times their end. */
const EARLY = 8
const SHOWN = 4

/** Null when no task was traced. */
export function timeline(comparison: Comparison, title: string): Plot | null {
  const traced = tracedOf(comparison)
  const end = endOfAxis(traced)
  if (end <= 0) return null
  const { groups, height } = layout(traced)
  const left = MARGIN + NAMES + laneRoom(groups)
  const width = plotWidth({ left, right: RIGHT })
  const meaning = 'time since map was called, in the round with the median makespan'
  const x = timeAxis([0, end], [0, width], meaning)
  const ground: Ground = { at: x.at, end, budget: Math.floor(BOXES / traced.length) }
  const drawings = groups.map((group) => drawGroup(group, ground))
  return {
    title,
    remarks: remarks(comparison, groups, drawings, ground),
    legend: legendOf(groups, ground),
    left,
    right: RIGHT,
    height,
    bottom: 52,
    x,
    y: null,
    marks: [
      ...drawings.flatMap(({ marks }) => marks),
      ...groups.flatMap((group) => drawBound(group, x.at).concat(writeCase(group, left))),
    ],
  }
}

/** The cases of which there is something to draw. */
function tracedOf({ cases, tasks }: Comparison): Traced[] {
  const inputs = new Map(tasks.map(({ index, input }) => [index, label(input, 60)]))
  const work = tasks.reduce((sum, task) => sum + task.duration, 0)
  return cases.flatMap((case_): Traced[] => {
    const lanes = lanesOf(case_, inputs)
    const end = endOf(lanes.flatMap(({ bars }) => bars))
    return end > 0 ? [{ case_, lanes, end, bound: boundOf(case_, work) }] : []
  })
}

function boundOf(case_: CaseResult, work: number): number | null {
  const least = work / case_.bound
  return isPool(case_) && Number.isFinite(least) && least > 0 ? least : null
}

/** Ms; 0 where nothing was traced. Pools that are done so early that nobody could see them cut it. */
function endOfAxis(traced: readonly Traced[]): number {
  const all = Math.max(0, ...traced.map(({ end, bound }) => Math.max(end, bound ?? 0)))
  const pools = traced.filter(({ case_ }) => isPool(case_)).map(({ end }) => end)
  const last = Math.max(0, ...pools)
  return last > 0 && last * EARLY < all ? last * SHOWN : all
}

const laneRoom = (groups: readonly Group[]): number =>
  10 +
  Math.max(...groups.flatMap(({ rows }) => rows.map(({ name }) => textWidth(name, SIZE.small))))

/** Left of the lanes: the case with its figures, and each lane's worker. */
function writeCase({ case_, top, bottom, rows }: Group, left: number): Svg[] {
  const x = MARGIN - left
  const middle = (top + bottom) / 2
  const gain = case_.speedup === null ? '' : ` · ${ratio(case_.speedup.value)}`
  const name = fitted(caseName(case_), NAMES, SIZE.strong)
  const strong = { size: SIZE.strong, bold: true, fill: MODE_LOOKS[case_.mode].colour }
  const small = { size: SIZE.small, fill: INK.muted }
  const figures = `${duration(case_.makespan.value)}${gain}`
  return [
    text({ x, y: middle - 3, text: name, ...strong }),
    text({ x, y: middle + 13, text: figures, ...small }),
    ...rows
      .filter(({ height }) => height >= 11)
      .map((row) => {
        const y = row.top + row.height / 2 + 4
        return text({ x: -8, y, text: row.name, anchor: 'end', ...small })
      }),
  ]
}

/** A line through a pool at its bound, named above. */
function drawBound({ bound, top, bottom }: Group, at: Ground['at']): Svg[] {
  if (bound === null) return []
  const x = at(bound)
  const words = `bound ${duration(bound)}`
  const left = x > textWidth(words, SIZE.small)
  const place = { x: x + (left ? -4 : 4), y: top - 4 }
  return [
    line(upright(x, top - 6, bottom + 4), { ...BOUND, width: 1.5 }),
    text({ ...place, text: words, size: SIZE.small, ...(left ? { anchor: 'end' } : {}) }),
  ]
}
