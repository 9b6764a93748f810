/** The gate with one thing changed: what each part of the procedure is worth. */
import type { CallTime, GateRules } from '../../src/gate/model/facts.ts'
import type { Random } from '../../src/stats/random.ts'
import type { Recording } from '../model.ts'
import { KERNELS } from '../model.ts'
import { countEffect, countSame } from './count.ts'
import type { ReplaySettings, VariationRow } from './model.ts'
import { alwaysBy, poolOf } from './pool.ts'
import type { Pool } from './pool.ts'
import { sumOf } from './rate.ts'
import { PLAIN_VIEW, type View } from './view.ts'

interface Variation {
  name: string
  /** How blocks are looked at; left out: as the gate does. */
  view?: View
  callTime?: CallTime
  reuse?: boolean
  margin?: number
  screen?: Partial<GateRules['screen']>
  test?: Partial<GateRules['test']>
}

const VARIATIONS: readonly Variation[] = [
  { name: 'as it is' },
  { name: 'a margin of 0.5 %', margin: 0.005 },
  { name: 'no margin', margin: 0 },
  { name: 'stages of 6 and 14 blocks', screen: { blocks: 6 }, test: { least: 14 } },
  { name: 'equal weights in stage 2', test: { favour: 1 } },
  { name: 'always the fastest call', callTime: 'fastest' },
  { name: 'always the mean call', callTime: 'mean' },
  { name: 'always the fastest of several slices', callTime: 'least' },
  { name: 'the first 20 rounds only', view: { ...PLAIN_VIEW, rounds: 20 } },
  { name: 'mean of the rounds', view: { ...PLAIN_VIEW, centre: 'mean' } },
  { name: "stage 1's blocks used again", reuse: true },
]

/** Where the gate is to decide; larger ones are caught by all. */
const EFFECTS = [1, 2] as const

export function variationRows(
  recording: Recording,
  plain: Pool,
  { rules, budget, jobs }: ReplaySettings,
  randomFor: (label: string) => Random,
): VariationRow[] {
  const { condition } = plain
  return VARIATIONS.map((variation): VariationRow => {
    const { name, view, callTime, reuse = false, margin = rules.margin, screen, test } = variation
    const seen = view === undefined ? plain : poolOf(recording, condition, rules, view)
    const pool = callTime === undefined ? seen : alwaysBy(seen, callTime)
    const varied = {
      ...rules,
      margin,
      screen: { ...rules.screen, ...screen },
      test: { ...rules.test, ...test },
    }
    const settings = { rules: varied, budget, reuse }
    // the same draws for all variations: what differs is the variation
    const same = countSame(pool, {
      jobs: jobs.variations.same,
      random: randomFor('variations, same'),
      settings,
    })
    const power = EFFECTS.flatMap((effect) => {
      const rows = KERNELS.map((kernel) =>
        countEffect(
          pool,
          { kernel, effect },
          {
            jobs: jobs.variations.effect,
            random: randomFor(`variations, ${kernel} ${effect}`),
            settings,
          },
        ),
      )
      const fails = sumOf(rows.map((row) => row.fails))
      const reported = sumOf(rows.map((row) => row.reported))
      return fails === null || reported === null ? [] : [{ effect, fails, reported }]
    })
    return {
      condition,
      name,
      alarms: same.fails,
      power,
      coverage: same.coverage.test,
      minutes: same.minutes.mean,
    }
  })
}
