/** Live figures beside those of the replay, and which pairs differ by more than chance. Pure. */
import { holm } from '../../src/stats/holm.ts'
import { fisher } from '../fisher.ts'
import type { Rate, Validation } from '../replay/model.ts'
import type { LiveFigures } from './figures.ts'

/** The part of a replay that a live job has a counterpart for. */
export type Replay = Pick<Validation, 'overall' | 'same' | 'settings' | 'recording'>

export interface Pair {
  /** `a 2 % slowdown fails`. */
  what: string
  live: Rate | null
  replay: Rate | null
  /** Adjusted over all pairs; null where one of them is missing. */
  p: number | null
}

/** Chance of any pair that is said to differ though none does. */
const LEVEL = 0.05

export const differs = ({ p }: Pair): boolean => p !== null && p <= LEVEL

/** A replay with another budget is of other jobs, and stands beside nothing. */
export function pairsOf(live: LiveFigures, replay: Replay): Pair[] {
  const alike = replay.settings.budget === live.budget
  const pairs = namedPairs(live, alike ? replay : { overall: [], same: [] })
  const tests = pairs.map(({ live: one, replay: other }) =>
    one === null || other === null ? null : fisher(one, other),
  )
  const adjusted = holm(tests.filter((p) => p !== null)).values()
  return pairs.map(({ what, live: one, replay: other }, index) => {
    const p = tests[index] === null ? null : (adjusted.next().value ?? null)
    return { what, live: one, replay: other, p }
  })
}

type Named = Omit<Pair, 'p'>

function namedPairs(
  { sizes, identical, coverage }: LiveFigures,
  { overall, same }: Pick<Replay, 'overall' | 'same'>,
): Named[] {
  const quiet = same.find(({ condition }) => condition === 'quiet')
  const slower = sizes.flatMap(({ more, fails, reported }): Named[] => {
    const found = overall.find(({ condition, effect }) => condition === 'quiet' && effect === more)
    return [
      { what: `a ${more} % slowdown fails`, live: fails, replay: found?.fails ?? null },
      {
        what: `a ${more} % slowdown is at least reported`,
        live: reported,
        replay: found?.reported ?? null,
      },
    ]
  })
  const { test = null, shown = null } = quiet?.coverage ?? {}
  return [
    ...slower,
    {
      what: 'jobs of identical code that fail: false alarms',
      live: identical.alarms,
      replay: quiet?.fails ?? null,
    },
    { what: 'intervals of stage 2 that hold the truth', live: coverage.test, replay: test },
    { what: 'all intervals that hold the truth', live: coverage.shown, replay: shown },
  ]
}
