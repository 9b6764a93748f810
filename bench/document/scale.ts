/** The document's inputs, and the smaller scale on which the same work can be repeated. */
import type { Comparison, Kernel } from 'lanemark'
import { nearest, smoothed, timesOf } from './shape.ts'

/** The document's own. */
export const INPUTS = [50, 63, 32]

/** Where nothing was measured on the document's own scale: about the same shares. */
export const SMALLER = [26, 34, 16]

const from = (least: number, most: number): number[] =>
  Array.from({ length: most - least + 1 }, (_, step) => least + step)

/** What may take each input's place: a call of the longest takes a tenth of a second or so. */
const PLACES = [from(20, 30), from(33, 35), from(12, 18)]

/** Inputs on the smaller scale whose calls have the shares of the work that were measured. */
export async function smallerThan(
  { tasks }: Pick<Comparison, 'tasks'>,
  subject: Kernel<number, unknown>,
): Promise<number[]> {
  const total = tasks.reduce((sum, { duration }) => sum + duration, 0)
  const times = await timesOf(subject, PLACES.flat())
  const all = smoothed(PLACES.flat().map((input, index) => ({ input, time: times[index] ?? 0 })))
  const places = PLACES.map((place) => all.filter(({ input }) => place.includes(input)))
  const shares = tasks.map(({ duration }) => duration / total)
  return nearest(shares, places)
}

/** From this size on, bytes, a value of V8 gets memory of its own, mapped for it alone. */
const LARGE_OBJECT = 128 * 1024

const bytesOf = (value: bigint): number => value.toString(16).length / 2

/** What the size of the products changes from one scale to the other. */
export function notesOn(results: readonly bigint[]): string[] {
  const largest = Math.max(...results.map(bytesOf))
  if (largest >= LARGE_OBJECT) return []
  const kib = Math.round(largest / 1024)
  return [
    `No product on this scale is larger than ${kib} KiB. ` +
      'From 128 KiB on V8 has the system map fresh memory for each value; below that it uses memory again. ' +
      'So the operating system has next to nothing to do here, and threads do not wait for each other in it: ' +
      'they come nearer to processes here than with the inputs themselves.',
  ]
}

/** Why Node has the system map so much memory on the document's own scale. */
export const WHY_SO_MUCH_MEMORY = [
  'Every multiplication makes a new number, most of them hundreds of KiB large. ' +
    'V8 has the system map fresh memory for each value from 128 KiB on and gives it back; CPython’s numbers come from memory that is used again. ' +
    'No flag of V8 that was tried changes it: sizes of the young generation, garbage collection on one thread, sweeping beside the program, keeping pooled pages.',
]
