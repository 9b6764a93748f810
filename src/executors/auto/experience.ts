/** What calls have taught of each kernel within this process, by kinds of inputs, whichever executor made them. */
import type { KernelRef, Mode } from '../../model.ts'
import { keyOf } from '../job.ts'
import { tookWith } from './choice.ts'
import type { Alone, Known } from './choice.ts'
import { median } from '../../stats/quantile.ts'
import type { Slice } from './tap.ts'

export interface Experience extends Known {
  /** The slices that ran last on the caller's own thread. */
  slices: Figures[]
  /** How many there were, in all calls. */
  seen: number
}

/** Without its values, which may be large. */
type Figures = Omit<Slice, 'task' | 'input' | 'result'>

/** Slices that count. More would remember what was cold, fewer what was out of the ordinary. */
const RECENT = 8
/** Tasks of a slice that says by itself what one takes, and how many such slices say it. */
const LARGE = 64
const SEVERAL = 3

const kernels = new Map<string, Experience>()

/** @param inputs what they have in common: see `inputClass` */
export function experienceOf(kernel: KernelRef, inputs: string): Experience {
  const key = `${keyOf(kernel)} ${inputs}`
  const found = kernels.get(key) ?? newExperience()
  kernels.set(key, found)
  return found
}

const newExperience = (): Experience => ({
  alone: null,
  crossing: {},
  memory: 0,
  took: {},
  outOfMemory: false,
  calls: 0,
  slices: [],
  seen: 0,
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
  known.seen += 1
  // the very first one has compiled the kernel
  known.slices = known.seen === 2 ? [figures] : [...known.slices, figures].slice(-RECENT)
  known.alone = aloneIn(known.slices)
}

function aloneIn(slices: readonly Figures[]): Alone {
  const total = (of: (slice: Figures) => number): number =>
    slices.reduce((sum, slice) => sum + of(slice), 0)
  const duration = total((slice) => slice.duration)
  const large = slices.filter(({ count }) => count >= LARGE)
  return {
    // of many short tasks a collection of garbage, or the machine's other work, is no part
    task:
      large.length >= SEVERAL
        ? median(large.map((slice) => slice.duration / slice.count))
        : duration / total(({ count }) => count),
    busy: total((slice) => slice.busy * slice.duration) / duration,
    background: total((slice) => slice.background * slice.duration) / duration,
    async: slices.some(({ async }) => async),
  }
}

/** @param duration ms that the whole call took in the mode */
export function learnCall(known: Known, mode: Mode, count: number, duration: number): void {
  if (count > 0) known.took[mode] = tookWith(known.took[mode], count, duration)
}
