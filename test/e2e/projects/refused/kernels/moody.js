/** Answers that depend on more than the input. */
import { mode } from './mode.js'

let calls = 0

export const byMode = (input) => ({ input, list: [1, { mode: mode() === 'threads' ? 2 : 1 }] })

export const byCall = () => {
  calls += 1
  return calls
}

/** As much as any machine's sums differ when they are added in another order. */
export const nearly = () => 0.1 + 0.2 - (mode() === 'threads' ? 1e-17 * 10 : 0)

/** Alike in the first pass, not afterwards. */
export const later = () => {
  calls += 1
  return mode() === 'serial' && calls > 2 ? 'another' : 'one'
}

export const bigByMode = () => 10n ** 2000n + (mode() === 'processes' ? 10n ** 500n : 0n)
