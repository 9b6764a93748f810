/** Speedup against the number of workers, with what was possible at each. */
import { scaleLinear, scaleLog } from 'd3-scale'
import type { Comparison } from '../model.ts'
import { cores, count, ratio } from '../text/format.ts'
import { apart } from './apart.ts'
import type { Axis } from './axis.ts'
import { axisOf, logRatioAxis, ratioAxis } from './axis.ts'
import type { Curve } from './curves.ts'
import { boundsOf, curvesOf } from './curves.ts'
import type { Point } from './draw.ts'
import { across, line, mark, measured, path, text, upright } from './draw.ts'
import type { Plot } from './frame.ts'
import { plotWidth } from './frame.ts'
import type { Svg } from './svg.ts'
import { INK, MODE_LOOKS } from './theme.ts'
import { capacityRemarks, intervalRemarks, limitRemarks } from './captions.ts'

const LEFT = 70
const RIGHT = 180
const PLOT = plotWidth({ left: LEFT, right: RIGHT })
const HEIGHT = 360
const WIDE = [0, PLOT] as const
const HIGH = [HEIGHT, 0] as const
/** Curves stand beside each other by this many px, so that no interval hides another. */
const BESIDE = 5

/** Null where no mode ran with several numbers of workers. */
export function scaling(comparison: Comparison, title: string): Plot | null {
  const curves = curvesOf(comparison)
  if (curves.length === 0) return null
  const points = curves.flatMap((curve) => curve.points)
  const bounds = boundsOf(curves)
  const most = Math.max(...bounds.map((bound) => bound.x))
  const highs = points.map(({ speedup: { value, interval } }) => interval?.high ?? value)
  const top = Math.max(most, ...highs, ...bounds.map(({ y }) => y)) * 1.04
  const least = Math.min(1, ...points.map(({ speedup }) => speedup.interval?.low ?? speedup.value))
  const axes = axesFor(
    bounds.map((bound) => bound.x),
    least,
    top,
  )
  const { median } = comparison.capacity
  const delivered = median > 0 && median <= top ? median : null
  return {
    title,
    remarks: [
      ...limitRemarks(comparison),
      ...capacityRemarks(comparison),
      ...intervalRemarks(points.map(({ speedup }) => speedup.note)),
    ],
    legend: [],
    left: LEFT,
    right: RIGHT,
    height: HEIGHT,
    bottom: 52,
    x: axes.x,
    y: axes.y,
    marks: [
      ...drawLimits(bounds, delivered, axes),
      ...curves.flatMap((curve, index) =>
        drawCurve(curve, (index - (curves.length - 1) / 2) * BESIDE, axes),
      ),
      ...drawNames(curves, bounds, delivered, axes.y),
    ],
  }
}

interface Axes {
  x: Axis
  y: Axis
  /** The least number of workers that the axes show. */
  from: number
}

/** Both linear from 0; both logarithmic where the small numbers would stand too close. */
function axesFor(counts: readonly number[], least: number, top: number): Axes {
  const most = Math.max(...counts)
  const gaps = counts.slice(1).map((workers, index) => workers - (counts[index] ?? 0))
  const dense = Math.min(...gaps) / most < 0.05 && least > 0
  const title = 'times as fast as serial'
  return dense
    ? {
        x: axisOf(scaleLog([0.9, most * 1.1], WIDE), counts, count, 'workers'),
        y: logRatioAxis([least * 0.9, top], HIGH, title),
        from: 1,
      }
    : {
        x: axisOf(scaleLinear([0, most * 1.02], WIDE), counts, count, 'workers'),
        y: ratioAxis([0, top], HIGH, title),
        from: 0,
      }
}

/** What no number of workers could exceed. */
function drawLimits(
  bounds: readonly Point[],
  delivered: number | null,
  { x, y, from }: Axes,
): Svg[] {
  const most = Math.max(...bounds.map((bound) => bound.x))
  const ideal = [from, most].map((workers) => ({ x: x.at(workers), y: y.at(workers) }))
  const at = bounds.map((bound) => ({ x: x.at(bound.x), y: y.at(bound.y) }))
  return [
    path(ideal, { stroke: INK.faint, width: 1.5 }),
    path(at, { stroke: INK.text, width: 1.5, dash: '5,3' }),
    ...at.map((point) => mark(point, 3.9, { shape: 'dash', stroke: INK.text })),
    ...(delivered === null
      ? []
      : [line(across(y.at(delivered), 0, PLOT), { stroke: INK.muted, width: 1.5, dash: '2,3' })]),
  ]
}

function drawCurve({ mode, points }: Curve, beside: number, { x, y }: Axes): Svg[] {
  const stroke = MODE_LOOKS[mode].colour
  const look = { shape: MODE_LOOKS[mode].shape, stroke }
  const place = ({ workers, speedup }: Curve['points'][number]): Point => ({
    x: x.at(workers) + beside,
    y: y.at(speedup.value),
  })
  return [
    path(points.map(place), { stroke, width: 2 }),
    ...points.flatMap((point) => {
      const at = place(point)
      const { interval } = point.speedup
      const whole =
        interval === null ? null : upright(at.x, y.at(interval.low), y.at(interval.high))
      return measured({ at, radius: 4.2, look, interval: whole, width: 3 })
    }),
  ]
}

/** What each line is, at its right end. */
function drawNames(
  curves: readonly Curve[],
  bounds: readonly Point[],
  delivered: number | null,
  y: Axis,
): Svg[] {
  const most = Math.max(...bounds.map((bound) => bound.x))
  const names = [
    { words: `ideal ${ratio(most)}`, at: most, fill: INK.muted },
    ...bounds
      .slice(-1)
      .map((last) => ({ words: `bound ${ratio(last.y)}`, at: last.y, fill: INK.text })),
    ...curves.flatMap(({ mode, points }) =>
      points.slice(-1).map(({ speedup: { value } }) => ({
        words: `${mode} ${ratio(value)}`,
        at: value,
        fill: MODE_LOOKS[mode].colour,
      })),
    ),
    ...(delivered === null
      ? []
      : [{ words: `cores delivered ${cores(delivered)}`, at: delivered, fill: INK.muted }]),
  ]
  const places = apart(
    names.map(({ at }) => y.at(at) + 4),
    17,
    HEIGHT,
  )
  return names.map(({ words, fill }, index) =>
    text({ x: PLOT + 8, y: places[index] ?? 0, text: words, fill, bold: fill !== INK.muted }),
  )
}
