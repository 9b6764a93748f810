/** Speedup against the number of workers, with what was possible at each. */
import type { TopLevelSpec } from 'vega-lite'
import type { Comparison } from '../model.ts'
import { cores, count, ratio } from '../report/format.ts'
import { apart } from './apart.ts'
import type { Curve } from './curves.ts'
import { boundsOf, curvesOf } from './curves.ts'
import type { Layer, Text } from './draw.ts'
import { lines, marks, path, text, texts } from './draw.ts'
import { frame, plotWidth } from './frame.ts'
import type { Scale } from './scale.ts'
import { positionOn, ratioScale } from './scale.ts'
import { INK, MODE_COLOURS, MODE_SHAPES, SIZE } from './theme.ts'
import { capacityRemarks, intervalRemarks, limitSentence } from './words.ts'

const LEFT = 70
const RIGHT = 180
const HEIGHT = 360
/** Curves stand beside each other by this many px, so that no interval hides another. */
const BESIDE = 5

/** The specification; null where no mode ran with several numbers of workers. */
export function scaling(comparison: Comparison, title: string): TopLevelSpec | null {
  const curves = curvesOf(comparison)
  if (curves.length === 0) return null
  const points = curves.flatMap((curve) => curve.points)
  const bounds = boundsOf(curves)
  const most = Math.max(...points.map(({ workers }) => workers))
  const highs = points.map(({ speedup: { value, interval } }) => interval?.high ?? value)
  const top = Math.max(most, ...highs, ...bounds.map(({ y }) => y)) * 1.04
  const counts = bounds.map((bound) => bound.x)
  const least = Math.min(1, ...points.map(({ speedup }) => speedup.interval?.low ?? speedup.value))
  const limit = limitSentence(comparison)
  const { x, y, from } = scalesOf(counts, least, top)
  return frame({
    title,
    remarks: [
      ...(limit === null ? [] : [limit]),
      ...capacityRemarks(comparison),
      ...intervalRemarks(points.map(({ speedup }) => speedup.note)),
    ],
    legend: [],
    left: LEFT,
    right: RIGHT,
    height: HEIGHT,
    yTitle: 'times as fast as serial',
    bottom: 52,
    layers: [
      path(
        { x, y },
        [
          { x: from, y: from },
          { x: most, y: most },
        ],
        { stroke: INK.faint, width: 1.5 },
      ),
      path({ x, y }, bounds, { stroke: INK.text, width: 1.5, dash: [5, 3] }),
      marks(
        { x, y },
        bounds.map((at) => ({ ...at, fill: INK.text, stroke: INK.text, shape: 'M-1,0H1' })),
      ),
      ...capacityLayer(comparison, top, { x, y }),
      ...curves.flatMap((curve, index) =>
        curveLayers(curve, index - (curves.length - 1) / 2, x, y),
      ),
      ...texts(endTexts(curves, bounds, most, comparison, y)),
    ],
  })
}

/** Both linear from 0; both logarithmic where the small numbers would stand too close. */
function scalesOf(counts: readonly number[], least: number, top: number) {
  const most = Math.max(...counts)
  const gaps = counts.slice(1).map((workers, index) => workers - (counts[index] ?? 0))
  const dense = Math.min(...gaps) / most < 0.05 && least > 0
  const ticks = counts.map((workers) => ({ at: workers, text: count(workers) }))
  const x: Scale = {
    type: dense ? 'log' : 'linear',
    domain: dense ? [0.9, most * 1.1] : [0, most * 1.02],
    title: 'workers',
    ticks,
  }
  const y = ratioScale(dense ? least * 0.9 : 0, top, '', dense)
  return { x, y, from: dense ? 1 : 0 }
}

const capacityLayer = (
  { capacity: { median } }: Comparison,
  top: number,
  axes: { x: Scale; y: Scale },
): Layer[] =>
  median > 0 && median <= top
    ? [
        lines(
          axes,
          [
            {
              x0: axes.x.domain[0],
              x1: axes.x.domain[1],
              y0: median,
              y1: median,
              stroke: INK.muted,
            },
          ],
          { dash: [2, 3], width: 1.5 },
        ),
      ]
    : []

function curveLayers({ mode, points }: Curve, place: number, x: Scale, y: Scale): Layer[] {
  const width = plotWidth({ left: LEFT, right: RIGHT })
  const [low, high] = x.domain
  const step = (place * BESIDE) / width
  const moved = (workers: number): number =>
    x.type === 'log' ? workers * (high / low) ** step : workers + step * (high - low)
  const stroke = MODE_COLOURS[mode]
  const at = points.map(({ workers, speedup }) => ({
    x: moved(workers),
    y: speedup.value,
    speedup,
  }))
  const intervals = at.flatMap(({ x: x0, speedup: { interval } }) =>
    interval === null ? [] : [{ x0, x1: x0, y0: interval.low, y1: interval.high, stroke }],
  )
  const dots = at.map(({ speedup, ...point }) => ({
    ...point,
    fill: speedup.interval === null ? INK.paper : stroke,
    stroke,
    shape: MODE_SHAPES[mode],
  }))
  return [
    path(
      { x, y },
      at.map((point) => ({ x: point.x, y: point.y })),
      { stroke },
    ),
    lines({ x, y }, intervals, { width: 3 }),
    marks({ x, y }, dots, 70),
  ]
}

/** What each line is, at its right end. */
function endTexts(
  curves: readonly Curve[],
  bounds: readonly { x: number; y: number }[],
  most: number,
  { capacity: { median } }: Comparison,
  y: Scale,
): Text[] {
  const names = [
    { words: `ideal ${ratio(most)}`, at: most, fill: INK.muted },
    ...bounds.slice(-1).map((last) => ({
      words: `bound ${ratio(last.y)}`,
      at: last.y,
      fill: INK.text,
    })),
    ...curves.flatMap(({ mode, points }) =>
      points.slice(-1).map(({ speedup: { value } }) => ({
        words: `${mode} ${ratio(value)}`,
        at: value,
        fill: MODE_COLOURS[mode],
      })),
    ),
    ...(median > 0 && median <= y.domain[1]
      ? [{ words: `cores delivered ${cores(median)}`, at: median, fill: INK.muted }]
      : []),
  ]
  const position = positionOn(y, HEIGHT)
  const places = apart(
    names.map(({ at }) => HEIGHT - position(at) + 4),
    17,
    HEIGHT,
  )
  const width = plotWidth({ left: LEFT, right: RIGHT })
  return names.map(({ words, fill }, index) =>
    text([width + 8, places[index] ?? 0], words, {
      fill,
      size: SIZE.normal,
      bold: fill !== INK.muted,
    }),
  )
}
