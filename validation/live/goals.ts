/** What is aimed at in live jobs of the usual budget, and whether they show it. Pure. */
import { atLeast, atMost, within } from '../page/goals.ts'
import type { Goal } from '../page/goals.ts'
import type { LiveFigures } from './figures.ts'

const NONE = 'no such job yet'

/** Fewer identical jobs without an alarm say little of one in a hundred. */
const ENOUGH = 40

export function liveGoals({ sizes, identical, same, coverage }: LiveFigures): Goal[] {
  const fails = (size: number) => sizes.find(({ more }) => more === size)?.fails ?? null
  return [
    atLeast('a 2 % slowdown fails in at least 75 %', fails(2), 0.75, NONE),
    atLeast('a 3 % slowdown fails in at least 90 %', fails(3), 0.9, NONE),
    atLeast('a 5 % slowdown fails in at least 98 %', fails(5), 0.98, NONE),
    atMost('false alarms in at most 1 % of the identical jobs', identical.alarms, 0.01, NONE),
    {
      aim: `at least ${ENOUGH} identical jobs`,
      found: `${identical.jobs}`,
      met: identical.jobs >= ENOUGH,
    },
    within('95 % intervals of stage 2 hold the truth in 93-97 %', coverage.test, NONE),
    atLeast('eleven of twelve identical functions end "unchanged"', same.unchanged, 11 / 12, NONE),
  ]
}
