/** Claim 7: what the document's process pool saved of what could be saved. */
import { bestSpeedup, lowerBound } from '../../src/explain/bound.ts'

/** What the document printed, in seconds, and the workers of its pools. */
export const PRINTED = { plain: 45.376_620_054_244_995, processes: 40.261_880_898_85, workers: 10 }

export const INPUTS = [50, 63, 32]

export interface Share {
  /** Whose task times: `Node.js 24, here`. */
  of: string
  /** CPU seconds of each task. */
  times: readonly number[]
}

export interface Judged extends Share {
  /** The longest task's part of all. */
  longest: number
  /** The best speedup that any pool of so many workers could reach. */
  best: number
  /** What the document's process pool reached of it. */
  attained: number
  /** The part that it saved of the seconds that could be saved. */
  saved: number
}

/** The document's two figures held against what its tasks allow, if they cost as these did. */
export function judgeShare(share: Share, printed = PRINTED): Judged {
  const total = share.times.reduce((sum, time) => sum + time, 0)
  const best = bestSpeedup(share.times, lowerBound(share.times, printed.workers))
  const reached = printed.plain / printed.processes
  return {
    ...share,
    longest: Math.max(...share.times) / total,
    best,
    attained: reached / best,
    saved: (printed.plain - printed.processes) / (printed.plain * (1 - 1 / best)),
  }
}

/** What the law of costs, num^6, says of the inputs without any measurement. */
export const byLaw = (inputs: readonly number[]): Share => ({
  of: 'the cost law num⁶',
  times: inputs.map((input) => input ** 6),
})
