/** Jobs of one kind, counted. */
import type { Random } from '../../src/stats/random.ts'
import type { Kernel, Subject } from '../model.ts'
import type { Slower } from './effects.ts'
import { benchmarksOf, replayJob, rewordedBenchmarks } from './job.ts'
import type { JobFigure, JobSettings, ReplayedJob } from './job.ts'
import type { EffectJobs, FigurePower, Minutes, Rate, SameJobs } from './model.ts'
import type { Pool } from './pool.ts'
import { rate, rateOrNone } from './rate.ts'

export interface Drawing {
  jobs: number
  random: Random
  settings: JobSettings
}

const failed = ({ result }: JobFigure): boolean => result.verdict === 'regression'
const surelySlower = ({ result }: JobFigure): boolean => result.sure === 'slower'
const reported = (figure: JobFigure): boolean => failed(figure) || surelySlower(figure)
const improved = ({ result }: JobFigure): boolean => result.verdict === 'improvement'
const undecided = ({ result }: JobFigure): boolean => result.verdict === 'inconclusive'
const unmeasured = ({ result }: JobFigure): boolean => result.stage === 'none'
const unchanged = ({ figure }: JobFigure): boolean => figure.truth === 1 && figure.exact
const slower = ({ figure }: JobFigure): boolean => figure.truth !== 1

const replayed = (
  pool: Pool,
  benchmarks: readonly Subject[],
  { jobs, random, settings }: Drawing,
): ReplayedJob[] =>
  Array.from({ length: jobs }, () => replayJob(pool, benchmarks, random, settings))

/** Jobs in which some figure is as asked. */
const jobsWith = (jobs: readonly ReplayedJob[], asked: (figure: JobFigure) => boolean): Rate =>
  rate(jobs.filter(({ figures }) => figures.some(asked)).length, jobs.length)

/** How many intervals hold the truth, of those that there are and whose truth is known exactly. */
function coverageOf(figures: readonly JobFigure[]): Rate | null {
  const intervals = figures.flatMap(({ figure, result }) =>
    figure.exact && result.change?.interval
      ? [{ ...result.change.interval, truth: figure.truth }]
      : [],
  )
  const held = intervals.filter(({ low, high, truth }) => low <= truth && truth <= high)
  return rateOrNone(held.length, intervals.length)
}

const coverage = (figures: readonly JobFigure[]) => ({
  test: coverageOf(figures.filter(({ wentOn }) => wentOn)),
  shown: coverageOf(figures),
})

function cappedOf(jobs: readonly ReplayedJob[]): Rate | null {
  const total = (pick: (job: ReplayedJob) => number) =>
    jobs.reduce((sum, job) => sum + pick(job), 0)
  // a plan without a limit can have more parts, never fewer
  const parts = total(({ parts: own, capped }) => Math.max(own, capped))
  return rateOrNone(
    total(({ capped }) => capped),
    parts,
  )
}

function minutesOf(jobs: readonly ReplayedJob[]): Minutes {
  const minutes = jobs.map(({ duration }) => duration / 60_000)
  const mean = minutes.reduce((sum, value) => sum + value, 0) / jobs.length
  return { mean, longest: Math.max(...minutes) }
}

export const countSame = (pool: Pool, drawing: Drawing): SameJobs =>
  countUnchanged(pool, benchmarksOf(null), drawing)

/** Half of the benchmarks have other text in head that does the same work. */
export const countReworded = (pool: Pool, drawing: Drawing): SameJobs =>
  countUnchanged(pool, rewordedBenchmarks(), drawing)

function countUnchanged(pool: Pool, benchmarks: readonly Subject[], drawing: Drawing): SameJobs {
  const jobs = replayed(pool, benchmarks, drawing)
  const all = jobs.flatMap(({ figures }) => figures)
  const aJob = (figures: readonly JobFigure[]) => figures.length / jobs.length
  return {
    condition: pool.condition,
    fails: jobsWith(jobs, failed),
    sure: jobsWith(jobs, surelySlower),
    improvements: jobsWith(jobs, improved),
    coverage: coverage(all),
    unmeasured: aJob(all.filter(unmeasured)),
    inconclusive: aJob(all.filter(undecided)),
    wentOn: aJob(all.filter(({ wentOn }) => wentOn)),
    capped: cappedOf(jobs),
    minutes: minutesOf(jobs),
  }
}

export function countEffect(
  pool: Pool,
  { kernel, effect }: { kernel: Kernel; effect: Slower },
  drawing: Drawing,
): EffectJobs {
  const jobs = replayed(pool, benchmarksOf({ kernel, effect, twin: 1 }), drawing)
  const own = jobs.map(({ figures }) => figures.filter(({ subject }) => subject.effect === effect))
  const names = (own[0] ?? []).map(({ figure }) => figure.name)
  return {
    condition: pool.condition,
    kernel,
    effect,
    fails: jobsWith(jobs, (figure) => slower(figure) && failed(figure)),
    reported: jobsWith(jobs, (figure) => slower(figure) && reported(figure)),
    figures: names.map((name) =>
      figurePower(own.flatMap((figures) => figures.filter(({ figure }) => figure.name === name))),
    ),
    unmeasured: jobsWith(jobs, (figure) => slower(figure) && unmeasured(figure)),
    falseAlarms: jobsWith(jobs, (figure) => unchanged(figure) && failed(figure)),
    capped: cappedOf(jobs),
    minutes: minutesOf(jobs),
  }
}

/** @param found the same figure, once a job */
function figurePower(found: readonly JobFigure[]): FigurePower {
  const share = (asked: (figure: JobFigure) => boolean): Rate =>
    rate(found.filter(asked).length, found.length)
  return {
    figure: found[0]?.figure.name ?? '',
    truth: found[0]?.figure.truth ?? 1,
    fails: share(failed),
    reported: share(reported),
    improvements: share(improved),
    coverage: coverage(found),
    inconclusive: share(undecided),
  }
}
