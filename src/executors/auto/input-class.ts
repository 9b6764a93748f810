/**
 * What inputs a kernel may take differently long for, or cost differently much to send: their kind, and about
 * how large they are. What calls with some have shown says nothing of calls with others.
 */
import { ownBytes, sumOver } from './value-sample.ts'

/** Of the magnitude's power of two: eight times as much is another class. */
const STEP = 3

export function inputClass(input: unknown): string {
  return `${typeof input} ${Math.round(Math.log2(1 + magnitudeOf(input)) / STEP)}`
}

/** Numbers often say how much there is to do. */
function magnitudeOf(input: unknown): number {
  if (typeof input !== 'number') return sumOver(input, ownBytes)
  return Number.isFinite(input) ? Math.abs(input) : 0
}
