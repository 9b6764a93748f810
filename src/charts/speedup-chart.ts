/** How much faster each mode was, with its interval, beside what was possible. */
import type { CaseResult, Comparison, Estimate } from '../model.ts'
import { percent, ratio, ratioEstimate } from '../text/format.ts'
import { isPool } from '../modes.ts'
import type { Axis } from './axis.ts'
import { logRatioAxis, ratioAxis } from './axis.ts'
import type { Stroke } from './draw.ts'
import { across, line, measured, text, upright } from './draw.ts'
import type { Plot } from './frame.ts'
import { plotWidth } from './frame.ts'
import { lineEntry, markEntry } from './legend.ts'
import type { Svg } from './svg.ts'
import { fitted, textWidth } from './text.ts'
import { INK, MARGIN, MODE_LOOKS, SIZE } from './theme.ts'
import { capacityRemarks, caseName, intervalRemarks, limitRemarks } from './captions.ts'

interface Row {
  case_: CaseResult
  speedup: Estimate
  /** Px from the top. */
  y: number
}

const NAMES = 130
const FIGURES = 190
const LEFT = MARGIN + NAMES
const RIGHT = MARGIN + FIGURES
const PLOT = plotWidth({ left: LEFT, right: RIGHT })
/** From this ratio of the ends on the axis is logarithmic. */
const WIDE = 40
const ROOMY = 44
const DENSE = 34

const SERIAL = { stroke: MODE_LOOKS.serial.colour, dash: '5,3' }
const LEGEND = [
  markEntry('speedup with its interval', { shape: 'circle', stroke: INK.text }),
  markEntry('bound: the most these tasks allow', { shape: 'tick', stroke: INK.text }),
  markEntry('ideal: as many times as workers', { shape: 'tick', stroke: INK.faint }),
  lineEntry('serial', SERIAL),
]

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

/** Null when nothing was compared with serial. */
export function speedup(comparison: Comparison, title: string): Plot | null {
  const rows = rowsOf(comparison)
  if (rows.length === 0) return null
  const height = (rows.at(-1)?.y ?? 0) + (rows[0]?.y ?? 0)
  const x = axisFor(rows)
  return {
    title,
    remarks: [
      ...limitRemarks(comparison),
      ...capacityRemarks(comparison),
      ...intervalRemarks(rows.map((row) => row.speedup.note)),
    ],
    legend: LEGEND,
    left: LEFT,
    right: RIGHT,
    height,
    bottom: 52,
    x,
    y: null,
    marks: [
      line(upright(x.at(1), 0, height), { ...SERIAL, width: 1.5 }),
      ...rows.flatMap((row) => drawRow(row, x).concat(writeRow(row))),
    ],
  }
}

function axisFor(rows: readonly Row[]): Axis {
  const all = [1, ...rows.flatMap(ends)].filter((value) => Number.isFinite(value) && value > 0)
  const [low, high] = [Math.min(...all) * 0.8, Math.max(...all) * 1.06]
  const axis = high / low > WIDE ? logRatioAxis : ratioAxis
  return axis([low, high], [0, PLOT], 'times as fast as serial')
}

/** What was possible, and on it what was reached. */
function drawRow({ case_, speedup: { value, interval }, y }: Row, x: Axis): Svg[] {
  const stroke = MODE_LOOKS[case_.mode].colour
  const tick = (at: number, half: number, look: Stroke): Svg[] =>
    at > 0 && Number.isFinite(at) ? [line(upright(x.at(at), y - half, y + half), look)] : []
  return [
    ...(isPool(case_) ? tick(case_.workers, 14, { stroke: INK.faint, width: 2 }) : []),
    ...tick(case_.bound, 9, { stroke: INK.text, width: 3 }),
    ...measured({
      at: { x: x.at(value), y },
      radius: 4.7,
      look: { shape: 'circle', stroke },
      interval: interval === null ? null : across(y, x.at(interval.low), x.at(interval.high)),
      width: 4,
    }),
  ]
}

/** The name on the left, the figures on the right. */
function writeRow({ case_, speedup: estimate, y }: Row): Svg[] {
  const name = fitted(caseName(case_), NAMES, SIZE.strong)
  const full = ratioEstimate({ ...estimate, note: `n = ${estimate.n}` })
  const room = FIGURES - 16
  const figure = textWidth(full, SIZE.normal) <= room ? full : ratio(estimate.value)
  const share = case_.attained === null ? '' : `${percent(case_.attained)} of the bound`
  const x = PLOT + 16
  const strong = { size: SIZE.strong, bold: true, fill: MODE_LOOKS[case_.mode].colour }
  return [
    text({ x: MARGIN - LEFT, y: y + 5, text: name, ...strong }),
    text({ x, y: y - 2, text: fitted(figure, room, SIZE.normal) }),
    text({ x, y: y + 13, text: share, size: SIZE.small, fill: INK.muted }),
  ]
}
