/** What was aimed at, and whether the replay shows it. */
import type { Rate, Validation } from '../replay/model.ts'
import { minutesText, rateText } from './words.ts'

export interface Goal {
  /** `a 2 % slowdown fails in at least 95 % of jobs`. */
  aim: string
  /** With its interval; why there is none where there is none. */
  found: string
  /** By the figure itself; null where there is none. */
  met: boolean | null
}

const NONE = 'the recording has too few blocks'

export function goalsOf({ same, overall, effects, settings }: Validation): Goal[] {
  const unchanged = same.find(({ condition }) => condition === 'quiet')
  const disturbed = same.find(({ condition }) => condition === 'competing')
  const quiet = overall.filter(({ condition }) => condition === 'quiet')
  const two = quiet.find(({ effect }) => effect === 2)?.fails ?? null
  const one = quiet.find(({ effect }) => effect === 1)?.reported ?? null
  const longest = Math.max(
    unchanged?.minutes.longest ?? 0,
    ...effects.filter(({ condition }) => condition === 'quiet').map((row) => row.minutes.longest),
  )
  const budget = settings.budget / 60_000
  return [
    atLeast('a 2 % slowdown fails in at least 95 % of the jobs', two, 0.95),
    atLeast('a 1 % slowdown is at least reported in 80 %', one, 0.8),
    atMost('false alarms in at most 1 % of jobs of twelve', unchanged?.fails ?? null, 0.01),
    atMost('no more of them beside a competing process', disturbed?.fails ?? null, 0.01),
    within('95 % intervals of stage 2 hold the truth in 93-97 %', unchanged?.coverage.test ?? null),
    unchanged === undefined
      ? { aim: `a job takes at most ${minutesText(budget)}`, found: NONE, met: null }
      : {
          aim: `a job takes at most ${minutesText(budget)}`,
          found: `${minutesText(unchanged.minutes.mean)} in the mean where nothing changed, ${minutesText(longest)} at the longest of all`,
          met: longest <= budget,
        },
  ]
}

/** @param none what stands there without a rate */
const judged = (
  aim: string,
  rate: Rate | null,
  meets: (share: number) => boolean,
  none: string,
): Goal =>
  rate === null
    ? { aim, found: none, met: null }
    : { aim, found: rateText(rate), met: meets(rate.hits / rate.of) }

export const atLeast = (aim: string, rate: Rate | null, least: number, none = NONE): Goal =>
  judged(aim, rate, (share) => share >= least, none)

export const atMost = (aim: string, rate: Rate | null, most: number, none = NONE): Goal =>
  judged(aim, rate, (share) => share <= most, none)

export const within = (aim: string, rate: Rate | null, none = NONE): Goal =>
  judged(aim, rate, (share) => share >= 0.93 && share <= 0.97, none)

export const metWord = ({ met }: Goal): string => {
  if (met === null) return 'not known'
  return met ? 'met' : 'missed'
}
