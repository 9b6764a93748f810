/** What a payload costs on its way there and back, by size, both axes logarithmic. */
import type { Mode, PayloadPoint, PayloadSweep } from '../model.ts'
import { MODES } from '../modes.ts'
import { duration } from '../text/format.ts'
import { apart } from './apart.ts'
import type { Axis, Range } from './axis.ts'
import { byteAxis, logTimeAxis } from './axis.ts'
import { line, measured, path, text, upright } from './draw.ts'
import type { Plot } from './frame.ts'
import { plotWidth } from './frame.ts'
import type { Entry } from './legend.ts'
import { boxEntry, markEntry } from './legend.ts'
import type { Shape } from './shapes.ts'
import type { Svg } from './svg.ts'
import { fitted, label, textWidth } from './text.ts'
import { INK, MODE_LOOKS, SIZE } from './theme.ts'
import { intervalRemarks } from './captions.ts'

/** One payload in one mode, by size. */
export interface Series {
  mode: Mode
  payload: string
  /** Which of the sweep's payloads, from 0. */
  kind: number
  points: PayloadPoint[]
}

const LEFT = 76
const RIGHT = 300
const PLOT = plotWidth({ left: LEFT, right: RIGHT })
const GAP = 16

/** Payloads are told apart by shape and dash; of more than these, some look alike. */
const SHAPES: readonly Shape[] = [
  'circle',
  'square',
  'triangle-up',
  'diamond',
  'triangle-down',
  'cross',
  'triangle-right',
  'triangle-left',
]
const DASHES = [undefined, '7,3', '2,2', '9,3,2,3', '4,4', '12,3']

const shapeOf = (kind: number): Shape => SHAPES[kind % SHAPES.length] ?? 'circle'
const dashOf = (kind: number): string | undefined => DASHES[kind % DASHES.length]

/** Log axes show no zero: an empty payload stands at one byte. */
const sizeOf = ({ size }: PayloadPoint): number => Math.max(1, size)

const drawable = ({ size, roundTrip: { value } }: PayloadPoint): boolean =>
  Number.isFinite(size) && Number.isFinite(value) && value > 0

/** Payloads in the order of the sweep, each by mode. */
export function seriesOf({ points }: PayloadSweep): Series[] {
  const kinds = Map.groupBy(points.filter(drawable), ({ payload }) => payload)
  return [...kinds].flatMap(([payload, group], kind) =>
    MODES.flatMap((mode) => {
      const own = group.filter((point) => point.mode === mode)
      own.sort((a, b) => a.size - b.size)
      return own.length === 0 ? [] : [{ mode, payload, kind, points: own }]
    }),
  )
}

/** Null without a point. */
export function payloads(sweep: PayloadSweep): Plot | null {
  const series = seriesOf(sweep)
  const points = series.flatMap((each) => each.points)
  if (points.length === 0) return null
  const height = Math.max(380, series.length * GAP + 40)
  const times = points.flatMap(({ roundTrip: { value, interval } }) =>
    [value, interval?.low ?? value, interval?.high ?? value].filter((time) => time > 0),
  )
  const x = byteAxis(around(points.map(sizeOf), 1.3), [0, PLOT], 'size of the payload')
  const y = logTimeAxis(around(times, 1.25), [height, 0], 'time there and back')
  return {
    title: sweep.title,
    remarks: [
      'Colour is the mode, shape and dash the payload.',
      ...intervalRemarks(points.map(({ roundTrip }) => roundTrip.note)),
    ],
    legend: legendOf(series),
    left: LEFT,
    right: RIGHT,
    height,
    bottom: 52,
    x,
    y,
    marks: [
      ...series.flatMap((each) => drawSeries(each, x, y)),
      ...drawNames(series, x, y, height),
    ],
  }
}

/** From the least to the greatest, and a little more. */
function around(values: readonly number[], more: number): Range {
  return [Math.min(...values) / more, Math.max(...values) * more]
}

function legendOf(series: readonly Series[]): Entry[] {
  const modes = MODES.filter((mode) => series.some((each) => each.mode === mode))
  const kinds = new Map(series.map(({ kind, payload }) => [kind, payload]))
  return [
    ...modes.map((mode) => boxEntry(mode, [MODE_LOOKS[mode].colour])),
    ...[...kinds].map(([kind, payload]) =>
      markEntry(label(payload, 32), { shape: shapeOf(kind), stroke: INK.muted }),
    ),
  ]
}

function drawSeries({ mode, kind, points }: Series, x: Axis, y: Axis): Svg[] {
  const stroke = MODE_LOOKS[mode].colour
  const look = { shape: shapeOf(kind), stroke }
  const at = (point: PayloadPoint) => ({ x: x.at(sizeOf(point)), y: y.at(point.roundTrip.value) })
  return [
    path(points.map(at), { stroke, width: 1.5, dash: dashOf(kind) }),
    ...points.flatMap((point) => {
      const place = at(point)
      const { interval } = point.roundTrip
      const whole =
        interval === null ? null : upright(place.x, y.at(interval.low), y.at(interval.high))
      return measured({ at: place, radius: 3.2, look, interval: whole, width: 2 })
    }),
  ]
}

/** Each line's name beside its last point, with a leader where it had to move. */
function drawNames(series: readonly Series[], x: Axis, y: Axis, height: number): Svg[] {
  const ends = series.flatMap(({ mode, payload, points }) =>
    points.slice(-1).map((last) => {
      const time = last.roundTrip.value
      return { mode, payload, time, x: x.at(sizeOf(last)), y: y.at(time) }
    }),
  )
  const places = apart(
    ends.map((end) => end.y),
    GAP,
    height,
  )
  return ends.flatMap(({ mode, payload, time, ...end }, index) => {
    const place = places[index] ?? end.y
    const rest = ` · ${mode} ${duration(time)}`
    const room = RIGHT - 24 - textWidth(rest, SIZE.small)
    const name = fitted(label(payload, 60), room, SIZE.small) + rest
    const colour = MODE_LOOKS[mode].colour
    return [
      line({ x0: end.x + 6, x1: PLOT + 12, y0: end.y, y1: place }, { stroke: colour, width: 0.75 }),
      text({ x: PLOT + 16, y: place + 4, text: name, size: SIZE.small, fill: colour }),
    ]
  })
}
