/** The gate with one thing changed: what each part of the procedure is worth. */
import type { GateRules } from '../../src/gate/model/facts.ts'
import type { Random } from '../../src/stats/random.ts'
import type { Condition, Recording } from '../model.ts'
import { KERNELS } from '../model.ts'
import { countEffect, countSame } from './count.ts'
import type { ReplaySettings, VariationRow } from './model.ts'
import { poolOf } from './pool.ts'
import { sumOf } from './rate.ts'
import { PLAIN_VIEW, type View } from './view.ts'

interface Variation {
  name: string
  view?: View
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
  { name: 'always the fastest call', view: { ...PLAIN_VIEW, callTime: 'fastest' } },
  { name: 'always the mean call', view: { ...PLAIN_VIEW, callTime: 'mean' } },
  { name: 'always the fastest of several slices', view: { ...PLAIN_VIEW, callTime: 'least' } },
  { name: 'the first 20 rounds only', view: { ...PLAIN_VIEW, rounds: 20 } },
  { name: 'mean of the rounds', view: { ...PLAIN_VIEW, centre: 'mean' } },
  { name: "stage 1's blocks used again", reuse: true },
]

/** Where the gate is to decide; larger ones are caught by all. */
const EFFECTS = [1, 2] as const

export function variationRows(
  recording: Recording,
  condition: Condition,
  { rules, budget, jobs }: ReplaySettings,
  randomFor: (label: string) => Random,
): VariationRow[] {
  return VARIATIONS.map((variation): VariationRow => {
    const { name, view, reuse = false, margin = rules.margin, screen, test } = variation
    const pool = poolOf(recording, condition, rules, view)
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
