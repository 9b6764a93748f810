/** Replays a recording: error rates of the gate's own code, of variations of it, of other rules. Pure. */
import { DEFAULT_RULES } from '../../src/gate/decide/rules.ts'
import { type Random, seededRandom } from '../../src/stats/random.ts'
import { valuesForLevel } from '../../src/stats/sample-size.ts'
import { type Condition, KERNELS, type Recording } from '../model.ts'
import { countEffect, countReworded, countSame } from './count.ts'
import { CONDITIONS, SLOWER } from './effects.ts'
import type { EffectJobs, OverallPower, Replayed, ReplaySettings } from './model.ts'
import { otherRows } from './others.ts'
import { poolOf } from './pool.ts'
import { sumOf } from './rate.ts'
import { rawFigures } from './raw.ts'
import { variationRows } from './variations.ts'

/** The gate's own; the smallest detectable slowdowns are no part of a verdict, and most of the time. */
export const QUICK_RULES = {
  ...DEFAULT_RULES,
  detectable: { ...DEFAULT_RULES.detectable, replays: 1 },
}

/** Eight times; and for four comparisons of modes two times and a speedup. */
const FIGURES_OF_A_JOB = 8 + 4 * 3

const part = (jobs: number, divisor: number): number => Math.max(1, Math.round(jobs / divisor))

/** @param jobs of unchanged code; of the others there are in proportion */
export const settingsFor = (jobs: number): ReplaySettings => ({
  seed: 1,
  jobs: {
    same: jobs,
    effect: part(jobs, 5),
    others: { same: part(jobs, 2), effect: part(jobs, 10) },
    variations: { same: part(jobs, 3), effect: part(jobs, 20) },
  },
  // five minutes
  budget: 300_000,
  rules: QUICK_RULES,
})

export const DEFAULT_JOBS = 1000

/** Few jobs: what a test replays within seconds. */
export const CHECK_SETTINGS = settingsFor(2)

/**
 * Blocks of a condition below which nothing is replayed: stage 1's, and for stage 2 as many as the
 * exact test needs to reject at all, should every figure of a job go on.
 */
export const LEAST_BLOCKS =
  DEFAULT_RULES.screen.blocks + valuesForLevel(FIGURES_OF_A_JOB, DEFAULT_RULES.alpha)

/** A stream for each question, so that none depends on how many numbers another has drawn. */
export function streamFor(seed: number, label: string): Random {
  let hash = 0x811c9dc5
  for (const char of `${seed} ${label}`) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193)
  return seededRandom(hash >>> 0)
}

/** The conditions of which there are enough blocks. */
export const conditionsOf = (recording: Recording): Condition[] =>
  CONDITIONS.filter((condition) => countOf(recording, condition) >= LEAST_BLOCKS)

const countOf = ({ blocks }: Recording, condition: Condition): number =>
  blocks.filter((block) => block.condition === condition).length

/** @param progress told what is replayed next */
export function replay(
  recording: Recording,
  settings: ReplaySettings,
  progress: (what: string) => void = () => undefined,
): Replayed {
  const recorded = CONDITIONS.filter((condition) => countOf(recording, condition) > 0)
  const pools = recorded.map((condition) => poolOf(recording, condition, settings.rules))
  const replayed = conditionsOf(recording)
  const enough = pools.filter(({ condition }) => replayed.includes(condition))
  const found = enough.map((pool) => {
    const { condition } = pool
    const own = { rules: settings.rules, budget: settings.budget, reuse: false }
    const randomFor = (label: string) => streamFor(settings.seed, `${condition}, ${label}`)
    const drawing = (label: string, jobs: number) => ({
      jobs,
      random: randomFor(label),
      settings: own,
    })
    progress(`${condition}: unchanged code`)
    const same = countSame(pool, drawing('same', settings.jobs.same))
    progress(`${condition}: other words`)
    const reworded = countReworded(pool, drawing('reworded', settings.jobs.same))
    const effects = KERNELS.flatMap((kernel) => {
      progress(`${condition}: ${kernel}`)
      return SLOWER.map((effect) =>
        countEffect(pool, { kernel, effect }, drawing(`${kernel} ${effect}`, settings.jobs.effect)),
      )
    })
    progress(`${condition}: other rules`)
    const others = otherRows(pool, settings, randomFor)
    progress(`${condition}: variations`)
    const variations = variationRows(recording, pool, settings, randomFor)
    return { same, reworded, effects, others, variations }
  })
  const effects = found.flatMap((one) => one.effects)
  return {
    same: found.map((one) => one.same),
    reworded: found.map((one) => one.reworded),
    effects,
    overall: overallOf(effects),
    raw: pools.flatMap(rawFigures),
    others: found.flatMap((one) => one.others),
    variations: found.flatMap((one) => one.variations),
  }
}

/** All kernels' jobs as one, for each condition and effect. */
export function overallOf(effects: readonly EffectJobs[]): OverallPower[] {
  return CONDITIONS.flatMap((condition) =>
    SLOWER.flatMap((effect): OverallPower[] => {
      const own = effects.filter((row) => row.condition === condition && row.effect === effect)
      const fails = sumOf(own.map((row) => row.fails))
      const reported = sumOf(own.map((row) => row.reported))
      return fails === null || reported === null ? [] : [{ condition, effect, fails, reported }]
    }),
  )
}
