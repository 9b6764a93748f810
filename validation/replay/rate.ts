/** Counts to rates. */
import { clopperPearson } from '../clopper-pearson.ts'
import type { Rate } from './model.ts'

/** @param of at least one */
export const rate = (hits: number, of: number): Rate => {
  const { low, high } = clopperPearson(hits, of)
  return { hits, of, low, high }
}

export const rateOrNone = (hits: number, of: number): Rate | null =>
  of === 0 ? null : rate(hits, of)

export const shareOf = ({ hits, of }: Rate): number => hits / of

/** All counts as one. */
export function sumOf(rates: readonly Rate[]): Rate | null {
  const total = (pick: (one: Rate) => number) => rates.reduce((sum, one) => sum + pick(one), 0)
  return rateOrNone(
    total(({ hits }) => hits),
    total(({ of }) => of),
  )
}
