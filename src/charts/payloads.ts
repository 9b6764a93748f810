/** What a payload costs on its way there and back, by size, both axes logarithmic. */
import type { TopLevelSpec } from 'vega-lite'
import type { Mode, PayloadPoint, PayloadSweep } from '../model.ts'
import { MODES } from '../model.ts'
import { duration } from '../report/format.ts'
import { apart } from './apart.ts'
import type { Axes, Layer, Line, Text } from './draw.ts'
import { PIXELS, lines, marks, path, text, texts } from './draw.ts'
import type { Entry } from './frame.ts'
import { frame, plotWidth } from './frame.ts'
import type { Scale } from './scale.ts'
import { byteScale, logTimeScale, positionOn } from './scale.ts'
import { fitted, label, textWidth } from './text.ts'
import { INK, MODE_COLOURS, SIZE } from './theme.ts'
import { intervalRemarks } from './words.ts'

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
const GAP = 16

/** Payloads are told apart by shape and dash; of more than these, some look alike. */
const SHAPES = [
  'circle',
  'square',
  'triangle-up',
  'diamond',
  'triangle-down',
  'cross',
  'triangle-right',
  'triangle-left',
] as const
const DASHES = [
  [1, 0],
  [7, 3],
  [2, 2],
  [9, 3, 2, 3],
  [4, 4],
  [12, 3],
]

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

/** The specification; null without a point. */
export function payloads(sweep: PayloadSweep): TopLevelSpec | null {
  const series = seriesOf(sweep)
  const points = series.flatMap((each) => each.points)
  if (points.length === 0) return null
  const height = Math.max(380, series.length * GAP + 40)
  const x = byteScale(...around(points.map(sizeOf), 1.3), 'size of the payload')
  const times = points.flatMap(({ roundTrip: { value, interval } }) =>
    [value, interval?.low ?? value, interval?.high ?? value].filter((time) => time > 0),
  )
  const y = logTimeScale(...around(times, 1.25), '')
  return frame({
    title: sweep.title,
    remarks: [
      'Colour is the mode, shape and dash the payload.',
      ...intervalRemarks(points.map(({ roundTrip }) => roundTrip.note)),
    ],
    legend: legendOf(series),
    left: LEFT,
    right: RIGHT,
    height,
    yTitle: 'time there and back',
    bottom: 52,
    layers: [
      ...series.flatMap((each) => seriesLayers(each, { x, y })),
      ...endLayers(series, x, y, height),
    ],
  })
}

/** From the least to the greatest, and a little more. */
function around(values: readonly number[], more: number): [number, number] {
  return [Math.min(...values) / more, Math.max(...values) * more]
}

function legendOf(series: readonly Series[]): Entry[] {
  const modes = MODES.filter((mode) => series.some((each) => each.mode === mode))
  const kinds = new Map(series.map(({ kind, payload }) => [kind, payload]))
  return [
    ...modes.map((mode): Entry => ({
      name: mode,
      look: { kind: 'box', fill: MODE_COLOURS[mode] },
    })),
    ...[...kinds].map(([kind, payload]): Entry => ({
      name: label(payload, 32),
      look: { kind: 'mark', fill: INK.muted, stroke: INK.muted, shape: shapeOf(kind) },
    })),
  ]
}

const shapeOf = (kind: number): string => SHAPES[kind % SHAPES.length] ?? 'circle'
const dashOf = (kind: number): number[] => DASHES[kind % DASHES.length] ?? [1, 0]

function seriesLayers({ mode, kind, points }: Series, axes: Axes): Layer[] {
  const stroke = MODE_COLOURS[mode]
  const at = points.map((point) => ({ x: sizeOf(point), y: point.roundTrip.value }))
  const intervals = points.flatMap((point): Line[] => {
    const { interval } = point.roundTrip
    if (interval === null || interval.low <= 0) return []
    const x = sizeOf(point)
    return [{ x0: x, x1: x, y0: interval.low, y1: interval.high, stroke }]
  })
  const dots = points.map((point, index) => ({
    x: at[index]?.x ?? 1,
    y: point.roundTrip.value,
    fill: point.roundTrip.interval === null ? INK.paper : stroke,
    stroke,
    shape: shapeOf(kind),
  }))
  return [
    path(axes, at, { stroke, width: 1.5, dash: dashOf(kind) }),
    lines(axes, intervals, { width: 2 }),
    marks(axes, dots, 40),
  ]
}

/** Each line's name beside its last point, with a leader where it had to move. */
function endLayers(series: readonly Series[], x: Scale, y: Scale, height: number): Layer[] {
  const width = plotWidth({ left: LEFT, right: RIGHT })
  const across = positionOn(x, width)
  const up = positionOn(y, height)
  const ends = series.flatMap((each) => {
    const last = each.points.at(-1)
    if (last === undefined) return []
    return [{ ...each, x: across(sizeOf(last)), y: height - up(last.roundTrip.value), last }]
  })
  const places = apart(
    ends.map((end) => end.y),
    GAP,
    height,
  )
  const leaders = ends.map((end, index): Line => {
    const stroke = MODE_COLOURS[end.mode]
    return { x0: end.x + 6, x1: width + 12, y0: end.y, y1: places[index] ?? end.y, stroke }
  })
  const names = ends.map((end, index): Text => {
    const rest = ` · ${end.mode} ${duration(end.last.roundTrip.value)}`
    const room = RIGHT - 24 - textWidth(rest, SIZE.small)
    const name = fitted(label(end.payload, 60), room, SIZE.small) + rest
    const style = { size: SIZE.small, fill: MODE_COLOURS[end.mode] }
    return text([width + 16, (places[index] ?? end.y) + 4], name, style)
  })
  return [lines(PIXELS, leaders, { width: 0.75 }), ...texts(names)]
}
