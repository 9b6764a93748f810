/** Figures of a replay as text. */
import { say, type Inline } from '../../src/text/inline.ts'
import { NOTHING } from '../../src/text/view.ts'
import type { Condition } from '../model.ts'
import type { Rate } from '../replay/model.ts'

export const surroundings = (condition: Condition): string =>
  condition === 'quiet' ? 'a machine left to itself' : 'a machine with a competing process'

/** `98.5`, `100`, `0`: one digit behind the point where there is something to see. */
function digits(share: number): string {
  const figure = (100 * share).toFixed(1)
  return figure.endsWith('.0') ? figure.slice(0, -2) : figure
}

export const percentOf = (share: number): string => `${digits(share)} %`

/** `98.5 % [95.7, 99.7]`. */
export const rateText = ({ hits, of, low, high }: Rate): string =>
  `${percentOf(hits / of)} [${digits(low)}, ${digits(high)}]`

export const rateCell = (rate: Rate | null): Inline =>
  rate === null ? NOTHING : say`${rateText(rate)}`

export const minutesText = (minutes: number): string => `${minutes.toFixed(1)} min`
