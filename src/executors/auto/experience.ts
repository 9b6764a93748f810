/** What calls have taught of each kernel within this process, whichever executor made them. */
import type { KernelRef, Mode } from '../../model.ts'
import { keyOf } from '../job.ts'
import { tookWith } from './choice.ts'
import type { Alone, Known } from './choice.ts'
import type { Slice } from './tap.ts'

export interface Experience extends Known {
  /** The slices that ran last on the caller's own thread. */
  slices: Figures[]
}

/** Without its values, which may be large. */
type Figures = Omit<Slice, 'input' | 'result'>

/** Slices that count. More would remember what was cold, fewer what was out of the ordinary. */
const RECENT = 8

const kernels = new Map<string, Experience>()

export function experienceOf(kernel: KernelRef): Experience {
  const key = keyOf(kernel)
  const found = kernels.get(key) ?? newExperience()
  kernels.set(key, found)
  return found
}

const newExperience = (): Experience => ({
  alone: null,
  crossing: {},
  took: {},
  outOfMemory: false,
  calls: 0,
  slices: [],
})

/** As it is now. */
export const asKnown = ({ crossing, took, ...rest }: Experience): Known => ({
  ...rest,
  crossing: { ...crossing },
  took: { ...took },
})

export function learnAlone(known: Experience, slice: Slice): void {
  const { count, duration, busy, background, async } = slice
  const figures = { count, duration, busy, background, async }
  const slices = [...known.slices, figures]
  // the very first one has compiled the kernel
  known.slices = slices.length === 2 ? [figures] : slices.slice(-RECENT)
  known.alone = aloneIn(known.slices)
}

function aloneIn(slices: readonly Figures[]): Alone {
  const total = (of: (slice: Figures) => number): number =>
    slices.reduce((sum, slice) => sum + of(slice), 0)
  const duration = total((slice) => slice.duration)
  return {
    task: duration / total(({ count }) => count),
    busy: total((slice) => slice.busy * slice.duration) / duration,
    background: total((slice) => slice.background * slice.duration) / duration,
    async: slices.some(({ async }) => async),
  }
}

/** @param duration ms that the whole call took in the mode */
export function learnCall(known: Known, mode: Mode, count: number, duration: number): void {
  if (count > 0) known.took[mode] = tookWith(known.took[mode], count, duration)
}
