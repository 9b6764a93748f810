/** The power curve: how often a slowdown fails the job, by its size, for each kernel. */
import { scaleLinear } from 'd3-scale'
import { axisOf } from '../../src/charts/axis.ts'
import { line, type Look, mark, path, upright } from '../../src/charts/draw.ts'
import { drawSvg, type Plot, plotWidth } from '../../src/charts/frame.ts'
import { lineEntry, markEntry } from '../../src/charts/legend.ts'
import type { Svg } from '../../src/charts/svg.ts'
import { INK, MODE_LOOKS, PART_COLOURS } from '../../src/charts/theme.ts'
import { type Condition, EFFECTS, type Effect, type Kernel, KERNELS } from '../model.ts'
import { percentOf, rateText, surroundings } from './words.ts'
import type { Rate, Validation } from '../replay/model.ts'
import { shareOf } from '../replay/rate.ts'

export interface PowerPicture {
  file: string
  title: string
  alt: string
  svg: string
}

/** Colours that hold on light and dark paper, and shapes for those who do not see them apart. */
const LOOKS: Record<Kernel, Look> = {
  document: { stroke: MODE_LOOKS.threads.colour, shape: 'circle' },
  array: { stroke: MODE_LOOKS.processes.colour, shape: 'square' },
  json: { stroke: PART_COLOURS.serialise, shape: 'triangle-up' },
  async: { stroke: MODE_LOOKS.concurrent.colour, shape: 'diamond' },
  threads: { stroke: PART_COLOURS.startup, shape: 'triangle-down' },
  processes: { stroke: MODE_LOOKS.serial.colour, shape: 'cross' },
}
const REPORTED = { stroke: INK.text, dash: '5,3' }

const BOX = { left: 60, right: 30, height: 330, bottom: 56 }
const WIDTH = plotWidth(BOX)
/** Kernels stand beside each other by this share of a step, so that no interval hides another. */
const BESIDE = 0.07

const X = axisOf(
  scaleLinear([-0.35, EFFECTS.length - 0.65], [0, WIDTH]),
  EFFECTS.map((_, index) => index),
  (index) => `${EFFECTS[index]} %`,
  'extra work of the head (the steps are not to scale)',
)
const Y = axisOf(
  scaleLinear([-0.02, 1.02], [BOX.height, 0]),
  [0, 0.2, 0.4, 0.6, 0.8, 1],
  (share) => `${Math.round(100 * share)} %`,
  'share of jobs',
)

const place = (effect: Effect): number => EFFECTS.indexOf(effect)

/** Null where that condition was not replayed. */
export function powerPicture(validation: Validation, condition: Condition): PowerPicture | null {
  const own = validation.effects.filter((row) => row.condition === condition)
  const same = validation.same.find((row) => row.condition === condition)
  if (same === undefined || own.length === 0) return null
  const overall = validation.overall.filter((row) => row.condition === condition)
  const dashed = [
    { x: X.at(0), y: Y.at(shareOf(same.sure)) },
    ...overall.map(({ effect, reported }) => ({
      x: X.at(place(effect)),
      y: Y.at(shareOf(reported)),
    })),
  ]
  const title = `How often a slowdown fails the job: ${surroundings(condition)}`
  const plot: Plot = {
    title,
    remarks: [
      `Jobs of twelve benchmarks, one of them slower; at 0 % all are unchanged. Bars are 95 % intervals.`,
    ],
    legend: [
      ...KERNELS.map((kernel) => markEntry(kernel, LOOKS[kernel])),
      lineEntry('all kernels, at least reported as surely slower', REPORTED),
    ],
    ...BOX,
    x: { ...X, grid: false },
    y: Y,
    marks: [
      path(dashed, { ...REPORTED, width: 1.5 }),
      ...KERNELS.flatMap((kernel, index) => {
        const found = own.filter((row) => row.kernel === kernel)
        const points = [
          { effect: 0 as const, fails: same.fails },
          ...found.map(({ effect, fails }) => ({ effect, fails })),
        ]
        return curve(points, LOOKS[kernel], (index - (KERNELS.length - 1) / 2) * BESIDE)
      }),
    ],
  }
  const told = overall.map(
    ({ effect, fails, reported }) =>
      `${effect} %: fails ${rateText(fails)}, at least reported ${percentOf(shareOf(reported))}`,
  )
  const alt = `${title}. Unchanged code fails ${rateText(same.fails)}. All kernels together, by the slowdown: ${told.join('; ')}.`
  return { file: `gate-validation-${condition}.svg`, title, alt, svg: drawSvg(plot, alt) }
}

function curve(
  points: readonly { effect: Effect; fails: Rate }[],
  look: Look,
  beside: number,
): Svg[] {
  const at = points.map(({ effect, fails }) => ({
    x: X.at(place(effect) + beside),
    y: Y.at(shareOf(fails)),
    fails,
  }))
  return [
    path(at, { stroke: look.stroke, width: 1.5 }),
    ...at.map(({ x, fails: { low, high } }) =>
      line(upright(x, Y.at(low), Y.at(high)), { stroke: look.stroke, width: 3 }),
    ),
    ...at.map((point) => mark(point, 3.7, look)),
  ]
}
