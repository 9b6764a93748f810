/** Who ran what, and when: a lane per worker, a bar per task. */
import { livesOf } from './life.ts'
import type { TopLevelSpec } from 'vega-lite'
import type { CaseResult, Comparison } from '../../model.ts'
import { duration, ratio } from '../../report/format.ts'
import { isPool } from '../../report/words.ts'
import type { Layer, Text } from '../draw.ts'
import { boxes, lines, text, texts } from '../draw.ts'
import { frame, plotWidth } from '../frame.ts'
import { timeScale } from '../scale.ts'
import { fitted, label, textWidth } from '../text.ts'
import { INK, MARGIN, MODE_COLOURS, SIZE } from '../theme.ts'
import { caseName } from '../words.ts'
import { cutAt, cutEnd } from './cut.ts'
import { drawGroup } from './lanes.ts'
import type { Group } from './layout.ts'
import { layout } from './layout.ts'
import { endOf } from './rows.ts'
import { DASH, legendOf, remarks } from './words.ts'

/** Boxes of one picture: more would make the file large. */
const BOXES = 1600
/** Px for the cases' names and figures. */
const NAMES = 128
const RIGHT = 36

/** Least time that any schedule needs, ms; null where there are no workers. */
function boundOf(case_: CaseResult, { tasks }: Comparison): number | null {
  const sum = tasks.reduce((total, task) => total + task.duration, 0)
  const least = sum / case_.bound
  return isPool(case_) && Number.isFinite(least) && least > 0 ? least : null
}

/** The specification; null when no task was traced. */
export function timeline(comparison: Comparison, title: string): TopLevelSpec | null {
  const cases = comparison.cases.filter(({ trips }) => trips.length > 0)
  const bounds = cases.map((case_) => boundOf(case_, comparison) ?? 0)
  const all = Math.max(...bounds, ...cases.map((case_) => endOf(livesOf(case_))))
  if (cases.length === 0 || all <= 0) return null
  const end = cutEnd(cases, all)
  const { groups, height } = layout(cases)
  const left = MARGIN + NAMES + laneRoom(groups)
  const width = plotWidth({ left, right: RIGHT })
  const perMs = width / end
  const inputs = new Map(comparison.tasks.map(({ index, input }) => [index, label(input, 60)]))
  const ground = { perMs, inputs, budget: Math.floor(BOXES / cases.length) }
  const drawings = groups.map((group, index) => {
    const bound = bounds[index] ?? 0
    const avoid = bound > 0 ? bound * perMs : null
    return cutAt(drawGroup(group, { ...ground, avoid }), group, end, perMs)
  })
  const scale = timeScale(
    0,
    end,
    'time since map was called, in the round with the median makespan',
  )
  const axes = { x: scale, y: null }
  return frame({
    title,
    remarks: remarks(comparison, groups, drawings, { perMs, end }),
    legend: legendOf(drawings, groups, perMs),
    left,
    right: RIGHT,
    height,
    yTitle: '',
    bottom: 52,
    layers: [
      boxes(
        axes,
        drawings.flatMap((drawing) => drawing.boxes),
      ),
      ...boundLayers(groups, comparison, perMs),
      ...texts([
        ...groups.flatMap((group) => caseTexts(group, left)),
        ...drawings.flatMap((drawing) => drawing.texts),
      ]),
    ],
  })
}

const laneRoom = (groups: readonly Group[]): number =>
  10 +
  Math.max(...groups.flatMap(({ rows }) => rows.map(({ name }) => textWidth(name, SIZE.small))))

/** Left of the lanes: the case with its figures, and each lane's worker. */
function caseTexts({ case_, top, bottom, rows }: Group, left: number): Text[] {
  const x = MARGIN - left
  const middle = (top + bottom) / 2
  const gain = case_.speedup === null ? '' : ` · ${ratio(case_.speedup.value)}`
  const name = fitted(caseName(case_), NAMES, SIZE.strong)
  const strong = { size: SIZE.strong, bold: true, fill: MODE_COLOURS[case_.mode] }
  const small = { size: SIZE.small, fill: INK.muted }
  return [
    text([x, middle - 3], name, strong),
    text([x, middle + 13], `${duration(case_.makespan.value)}${gain}`, small),
    ...rows
      .filter(({ height }) => height >= 11)
      .map((row) =>
        text([-8, row.top + row.height / 2 + 4], row.name, { ...small, align: 'right' }),
      ),
  ]
}

/** A line through each pool at its bound, named above. */
function boundLayers(groups: readonly Group[], comparison: Comparison, perMs: number): Layer[] {
  const found = groups.flatMap(({ case_, top, bottom }) => {
    const bound = boundOf(case_, comparison)
    return bound === null ? [] : [{ x: bound * perMs, y0: top - 6, y1: bottom + 4, bound }]
  })
  const rules = found.map(({ x, y0, y1 }) => ({ x0: x, x1: x, y0, y1, stroke: INK.text }))
  const names = found.map(({ x, y0, bound }) => {
    const words = `bound ${duration(bound)}`
    const align = x > textWidth(words, SIZE.small) ? 'right' : 'left'
    const at: [number, number] = [x + (align === 'right' ? -4 : 4), y0 + 2]
    return text(at, words, { size: SIZE.small, align })
  })
  return [lines({ x: null, y: null }, rules, { width: 1.5, dash: DASH }), ...texts(names)]
}
