/** How much faster each mode was, with its interval, beside what was possible. */
import type { TopLevelSpec } from 'vega-lite'
import type { CaseResult, Comparison, Estimate } from '../model.ts'
import { percent, ratio, ratioEstimate } from '../report/format.ts'
import { isPool } from '../report/words.ts'
import type { Layer, Line, Text } from './draw.ts'
import { lines, marks, text, texts } from './draw.ts'
import type { Entry } from './frame.ts'
import { frame, plotWidth } from './frame.ts'
import { ratioScale } from './scale.ts'
import { fitted, textWidth } from './text.ts'
import { INK, MARGIN, MODE_COLOURS, SIZE } from './theme.ts'
import { capacityRemarks, caseName, intervalRemarks, limitSentence } from './words.ts'

interface Row {
  case_: CaseResult
  speedup: Estimate
  /** Px from the top. */
  y: number
}

const NAMES = 130
const FIGURES = 190
const ROOMY = 44
const DENSE = 34

const TICK = 'M0,-1V1'

const LEGEND: readonly Entry[] = [
  { name: 'speedup with its interval', look: mark(INK.text, 'circle') },
  { name: 'bound: the most these tasks allow', look: mark(INK.text, TICK) },
  { name: 'ideal: as many times as workers', look: mark(INK.faint, TICK) },
  {
    name: 'serial',
    look: { kind: 'line', stroke: MODE_COLOURS.serial, dash: [5, 3] },
  },
]

function mark(fill: string, shape: string): Entry['look'] {
  return { kind: 'mark', fill, stroke: fill, shape }
}

function rowsOf(comparison: Comparison): Row[] {
  const found = comparison.cases.flatMap((case_) =>
    case_.speedup === null ? [] : [{ case_, speedup: case_.speedup }],
  )
  const size = found.length > 6 ? DENSE : ROOMY
  return found.map(({ case_, speedup: estimate }, index): Row => ({
    case_,
    speedup: estimate,
    y: (index + 0.5) * size,
  }))
}

const ends = ({ case_, speedup: { value, interval } }: Row): number[] => [
  value,
  interval?.low ?? value,
  interval?.high ?? value,
  case_.bound,
  case_.workers,
]

/** The specification; null when nothing was compared with serial. */
export function speedup(comparison: Comparison, title: string): TopLevelSpec | null {
  const rows = rowsOf(comparison)
  if (rows.length === 0) return null
  const height = (rows.at(-1)?.y ?? 0) + (rows[0]?.y ?? 0)
  const all = [1, ...rows.flatMap(ends)].filter((value) => Number.isFinite(value) && value > 0)
  const scale = ratioScale(
    Math.min(...all) * 0.8,
    Math.max(...all) * 1.06,
    'times as fast as serial',
  )
  const left = MARGIN + NAMES
  const limit = limitSentence(comparison)
  return frame({
    title,
    remarks: [
      ...(limit === null ? [] : [limit]),
      ...capacityRemarks(comparison),
      ...intervalRemarks(rows.map((row) => row.speedup.note)),
    ],
    legend: LEGEND,
    left,
    right: MARGIN + FIGURES,
    height,
    yTitle: '',
    bottom: 52,
    layers: [
      ...markLayers(rows, height, { x: scale, y: null }),
      ...texts(rows.flatMap((row) => rowTexts(row, left))),
    ],
  })
}

type Axes = Parameters<typeof lines>[0]

const tick = (row: Row, at: number, half: number, stroke: string): Line => ({
  x0: at,
  x1: at,
  y0: row.y - half,
  y1: row.y + half,
  stroke,
})

function markLayers(rows: readonly Row[], height: number, axes: Axes): Layer[] {
  const serial = { x0: 1, x1: 1, y0: 0, y1: height, stroke: MODE_COLOURS.serial }
  const pools = rows.filter(({ case_ }) => isPool(case_))
  const ideals = pools.map((row) => tick(row, row.case_.workers, 14, INK.faint))
  const bounds = rows.map((row) => tick(row, row.case_.bound, 9, INK.text))
  const intervals = rows.flatMap((row): Line[] => {
    const { interval } = row.speedup
    if (interval === null) return []
    const stroke = MODE_COLOURS[row.case_.mode]
    return [{ x0: interval.low, x1: interval.high, y0: row.y, y1: row.y, stroke }]
  })
  const points = rows.map(({ case_: { mode }, speedup: { value, interval }, y }) => ({
    x: value,
    y,
    fill: interval === null ? INK.paper : MODE_COLOURS[mode],
    stroke: MODE_COLOURS[mode],
    shape: 'circle',
  }))
  return [
    lines(axes, [serial], { width: 1.5, dash: [5, 3] }),
    lines(axes, ideals, { width: 2 }),
    lines(axes, bounds, { width: 3 }),
    lines(axes, intervals, { width: 4 }),
    marks(axes, points, 90),
  ]
}

/** The name on the left, the figures on the right. */
function rowTexts({ case_, speedup: estimate, y }: Row, left: number): Text[] {
  const name = fitted(caseName(case_), NAMES, SIZE.strong)
  const full = ratioEstimate({ ...estimate, note: `n = ${estimate.n}` })
  const room = FIGURES - 16
  const figure = textWidth(full, SIZE.normal) <= room ? full : ratio(estimate.value)
  const share = case_.attained === null ? '' : `${percent(case_.attained)} of the bound`
  const x = plotWidth({ left, right: MARGIN + FIGURES }) + 16
  const strong = { size: SIZE.strong, bold: true, fill: MODE_COLOURS[case_.mode] }
  return [
    text([MARGIN - left, y + 5], name, strong),
    text([x, y - 2], fitted(figure, room, SIZE.normal)),
    text([x, y + 13], share, { size: SIZE.small, fill: INK.muted }),
  ]
}
