/**
 * Other tools' rules on the same recording. Their users measure base and head apart: all processes of
 * base one after another, then all of head. So base's slices come from some consecutive blocks of a
 * condition and head's from the ones after these, never from the same block.
 */
import type { Random } from '../../src/stats/random.ts'
import { KERNELS, type Kernel, type Subject, titleOf } from '../model.ts'
import { benchmarksOf } from './job.ts'
import type { OtherRow, ReplaySettings } from './model.ts'
import { SLOWER, type Slower } from './effects.ts'
import type { Pool, PooledFigure, Slices } from './pool.ts'
import { rate } from './rate.ts'
import { OTHER_RULES } from '../rules/index.ts'
import type { Call, OtherRule } from '../rules/rule.ts'

export function otherRows(
  pool: Pool,
  { jobs }: ReplaySettings,
  randomFor: (label: string) => Random,
): OtherRow[] {
  const { condition } = pool
  return OTHER_RULES.map((rule) => {
    const { name, does, source, runs } = rule
    const minutes = minutesFor(pool, runs)
    const found =
      pool.blocks < 2 * runs
        ? null
        : errorRates(pool, rule, jobs.others, randomFor(`${name}, ${runs}`))
    return { condition, rule: name, does, source, runs, minutes, found }
  })
}

function errorRates(
  pool: Pool,
  rule: OtherRule,
  jobs: ReplaySettings['jobs']['others'],
  random: Random,
): OtherRow['found'] {
  const caught = (kernel: Kernel, effect: Slower): boolean =>
    calls(pool, { kernel, effect, twin: 1 }, rule, random).includes('slower')
  return {
    alarms: rate(
      times(jobs.same, () => alarms(pool, rule, random)),
      jobs.same,
    ),
    power: SLOWER.map((effect) => {
      const hits = KERNELS.map((kernel) => times(jobs.effect, () => caught(kernel, effect)))
      const sum = hits.reduce((total, own) => total + own, 0)
      return { effect, fails: rate(sum, KERNELS.length * jobs.effect) }
    }),
  }
}

/** How often it is so. */
function times(count: number, so: () => boolean): number {
  let hits = 0
  for (let index = 0; index < count; index++) if (so()) hits++
  return hits
}

/** What a job of twelve takes: a process of base and one of head a run, each with its start-up. */
function minutesFor({ startup, subjects }: Pool, runs: number): number {
  const costs = benchmarksOf(null).map((subject) => subjects.get(titleOf(subject))?.cost ?? 0)
  return (runs * (2 * startup + costs.reduce((sum, cost) => sum + cost, 0))) / 60_000
}

/** Whether any of the twelve unchanged benchmarks is called slower. */
const alarms = (pool: Pool, rule: OtherRule, random: Random): boolean =>
  benchmarksOf(null)
    .map((subject) => calls(pool, subject, rule, random))
    .some((own) => own.includes('slower'))

/** What the rule says on each of the benchmark's times. */
function calls(pool: Pool, subject: Subject, rule: OtherRule, random: Random): Call[] {
  const figures = pool.subjects.get(titleOf(subject))?.figures ?? []
  const first = random.below(pool.blocks - 2 * rule.runs + 1)
  // two arms that run identical code may change places
  const mirrored = subject.effect === 0 && random.uniform() < 0.5
  return figures
    .filter(({ metric }) => metric === 'time')
    .map((figure) => {
      const [base, head] = mirrored ? (['head', 'base'] as const) : (['base', 'head'] as const)
      const before = slicesFrom(figure, base, first, rule.runs)
      const after = slicesFrom(figure, head, first + rule.runs, rule.runs)
      // a block that a process did not deliver leaves fewer runs; without any there is no call
      return before.length === 0 || after.length === 0 ? 'same' : rule.call(before, after, random)
    })
}

const slicesFrom = (
  { slices }: PooledFigure,
  arm: keyof Slices,
  from: number,
  runs: number,
): number[][] => slices.slice(from, from + runs).flatMap((own) => (own ? [own[arm]] : []))
