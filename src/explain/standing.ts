/** Where a mode stands against serial, by the interval of its speedup. */
import type { Estimate } from '../model.ts'

/** Within this share of serial's time, either way, there is nothing to choose a mode for. */
export const MARGIN = 0.05

/** `same`: surely within the margin; `open`: the interval tells none of the three. */
export type Standing = 'faster' | 'slower' | 'same' | 'open'

/** @param speedup over serial; without an interval it is open */
export function standingOf({ interval }: Pick<Estimate, 'interval'>): Standing {
  if (interval === null) return 'open'
  const { low, high } = interval
  if (low > 1) return 'faster'
  if (high < 1) return 'slower'
  return low >= 1 / (1 + MARGIN) && high <= 1 + MARGIN ? 'same' : 'open'
}

/** Whether a mode is surely no more than the margin faster: nothing to choose it for, slower or not. */
export const gainsNothing = ({ interval }: Pick<Estimate, 'interval'>): boolean =>
  interval !== null && interval.high <= 1 + MARGIN
