/** The power curve: how often a slowdown fails the job, by its size, for each kernel. */
import type { TopLevelSpec } from 'vega-lite'
import { type Layer, lines, marks, path } from '../../src/charts/draw.ts'
import { type Entry, frame } from '../../src/charts/frame.ts'
import type { Scale } from '../../src/charts/scale.ts'
import { INK, MODE_COLOURS, PART_COLOURS } from '../../src/charts/theme.ts'
import { type Condition, EFFECTS, type Effect, type Kernel, KERNELS } from './model.ts'
import { percentOf, rateText, surroundings } from './page-words.ts'
import type { Rate, Validation } from './replay-model.ts'
import { shareOf } from './replay-rate.ts'

export interface PowerPicture {
  file: string
  title: string
  alt: string
  spec: TopLevelSpec
}

/** Colours that hold on light and dark paper, and shapes for those who do not see them apart. */
const LOOKS: Record<Kernel, { fill: string; shape: string }> = {
  document: { fill: MODE_COLOURS.threads, shape: 'circle' },
  array: { fill: MODE_COLOURS.processes, shape: 'square' },
  json: { fill: PART_COLOURS.serialise, shape: 'triangle-up' },
  async: { fill: MODE_COLOURS.concurrent, shape: 'diamond' },
  threads: { fill: PART_COLOURS.startup, shape: 'triangle-down' },
  processes: { fill: MODE_COLOURS.serial, shape: 'cross' },
}

const BOX = { left: 60, right: 30, height: 330 }
/** Kernels stand beside each other by this share of a step, so that no interval hides another. */
const BESIDE = 0.07

const place = (effect: Effect): number => EFFECTS.indexOf(effect)

/** Null where that condition was not replayed. */
export function powerPicture(validation: Validation, condition: Condition): PowerPicture | null {
  const own = validation.effects.filter((row) => row.condition === condition)
  const same = validation.same.find((row) => row.condition === condition)
  if (same === undefined || own.length === 0) return null
  const overall = validation.overall.filter((row) => row.condition === condition)
  const { x, y } = scales()
  const axes = { x, y }
  const dashed = overall.map(({ effect, reported }) => ({ x: place(effect), y: shareOf(reported) }))
  const title = `How often a slowdown fails the job: ${surroundings(condition)}`
  const spec = frame({
    title,
    remarks: [
      `Jobs of twelve benchmarks, one of them slower; at 0 % all are unchanged. Bars are 95 % intervals.`,
    ],
    legend: [...KERNELS.map(legendOf), REPORTED],
    ...BOX,
    yTitle: 'share of jobs',
    bottom: 56,
    layers: [
      path(axes, [{ x: 0, y: shareOf(same.sure) }, ...dashed], {
        stroke: INK.text,
        width: 1.5,
        dash: [5, 3],
      }),
      ...KERNELS.flatMap((kernel, index) => {
        const found = own.filter((row) => row.kernel === kernel)
        const points = [
          { effect: 0 as const, fails: same.fails },
          ...found.map(({ effect, fails }) => ({ effect, fails })),
        ]
        return curve(points, kernel, (index - (KERNELS.length - 1) / 2) * BESIDE, axes)
      }),
    ],
  })
  const told = overall.map(
    ({ effect, fails, reported }) =>
      `${effect} %: fails ${rateText(fails)}, at least reported ${percentOf(shareOf(reported))}`,
  )
  const alt = `${title}. Unchanged code fails ${rateText(same.fails)}. All kernels together, by the slowdown: ${told.join('; ')}.`
  return { file: `gate-validation-${condition}.svg`, title, alt, spec }
}

function scales(): { x: Scale; y: Scale } {
  const shares = [0, 0.2, 0.4, 0.6, 0.8, 1]
  return {
    x: {
      type: 'linear',
      domain: [-0.35, EFFECTS.length - 0.65],
      title: 'extra work of the head (the steps are not to scale)',
      ticks: EFFECTS.map((effect) => ({ at: place(effect), text: `${effect} %` })),
      grid: false,
    },
    y: {
      type: 'linear',
      domain: [-0.02, 1.02],
      title: '',
      ticks: shares.map((at) => ({ at, text: `${Math.round(100 * at)} %` })),
    },
  }
}

function curve(
  points: readonly { effect: Effect; fails: Rate }[],
  kernel: Kernel,
  beside: number,
  axes: { x: Scale; y: Scale },
): Layer[] {
  const { fill, shape } = LOOKS[kernel]
  const at = points.map(({ effect, fails }) => ({
    x: place(effect) + beside,
    y: shareOf(fails),
    fails,
  }))
  return [
    path(
      axes,
      at.map((point) => ({ x: point.x, y: point.y })),
      { stroke: fill, width: 1.5 },
    ),
    lines(
      axes,
      at.map(({ x, fails: { low, high } }) => ({ x0: x, x1: x, y0: low, y1: high, stroke: fill })),
      { width: 3 },
    ),
    marks(
      axes,
      at.map((point) => ({ x: point.x, y: point.y, fill, stroke: fill, shape })),
      55,
    ),
  ]
}

const legendOf = (kernel: Kernel): Entry => {
  const { fill, shape } = LOOKS[kernel]
  return { name: kernel, look: { kind: 'mark', fill, stroke: fill, shape } }
}

const REPORTED: Entry = {
  name: 'all kernels, at least reported as surely slower',
  look: { kind: 'line', stroke: INK.text, dash: [5, 3] },
}
