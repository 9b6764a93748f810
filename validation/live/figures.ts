/** What the log's jobs of one budget come to. Pure: counts, and no word on what they mean. */
import type { Rate } from '../replay/model.ts'
import { rateOrNone } from '../replay/rate.ts'
import { median } from '../../src/stats/quantile.ts'
import type { JudgedFunction, LiveJob } from './model.ts'
import { FUNCTIONS, SIZES } from './truth.ts'

/** A rate is null where nothing was there to be counted. */
export interface LiveFigures {
  /** Ms. */
  budget: number
  jobs: number
  /** Functions with exact extra work, by its size. */
  sizes: SizeFigures[]
  /** Jobs that are identical as a whole. */
  identical: { jobs: number; alarms: Rate | null }
  /** Functions of identical code, in any job. */
  same: { alarms: Rate | null; improvements: Rate | null; unchanged: Rate | null }
  /** Intervals that hold the truth: those of stage 2, and all that there are. */
  coverage: { test: Rate | null; shown: Rate | null }
  /** Jobs that ended neither with 0 nor with 1. */
  otherwise: Rate | null
  functions: FunctionFigures[]
}

export interface SizeFigures {
  /** Per cent. */
  more: number
  fails: Rate | null
  /** Called a regression, or surely slower. */
  reported: Rate | null
}

export interface FunctionFigures {
  name: string
  unchanged: Rate | null
  sizes: SizeFigures[]
  /** Medians over its jobs; null where there is none. The width is that of an interval, of a ratio. */
  width: number | null
  resolution: number | null
}

/** The budgets of a log, the one with most jobs first. */
export const budgetsOf = (jobs: readonly LiveJob[]): number[] =>
  [...Map.groupBy(jobs, ({ budget }) => budget)]
    .toSorted(([, one], [, other]) => other.length - one.length)
    .map(([budget]) => budget)

export function figuresOf(log: readonly LiveJob[], budget: number): LiveFigures {
  const jobs = log.filter((job) => job.budget === budget)
  const all = jobs.flatMap(({ functions }) => functions)
  const same = all.filter(({ more }) => more === 0)
  const identical = jobs.filter(({ functions }) => functions.every(({ more }) => more === 0))
  return {
    budget,
    jobs: jobs.length,
    sizes: sizesOf(all),
    identical: { jobs: identical.length, alarms: share(identical, isFailed) },
    same: {
      alarms: share(same, said('regression')),
      improvements: share(same, said('improvement')),
      unchanged: share(same, said('unchanged')),
    },
    coverage: {
      test: coverage(all.filter(({ stage }) => stage === 'test')),
      shown: coverage(all),
    },
    otherwise: share(jobs, ({ exitCode }) => exitCode !== 0 && exitCode !== 1),
    functions: FUNCTIONS.map((name) =>
      functionFigures(
        name,
        all.filter((own) => own.name === name),
      ),
    ),
  }
}

function share<Item>(items: readonly Item[], is: (item: Item) => boolean): Rate | null {
  return rateOrNone(items.filter(is).length, items.length)
}

const isFailed = ({ exitCode }: LiveJob): boolean => exitCode === 1

const said =
  (verdict: JudgedFunction['verdict']) =>
  (one: JudgedFunction): boolean =>
    one.verdict === verdict

const isReported = ({ verdict, sure }: JudgedFunction): boolean =>
  verdict === 'regression' || sure === 'slower'

const sizesOf = (all: readonly JudgedFunction[]): SizeFigures[] =>
  SIZES.map((size) => {
    const own = all.filter(({ more }) => more === size)
    return { more: size, fails: share(own, said('regression')), reported: share(own, isReported) }
  })

function coverage(all: readonly JudgedFunction[]): Rate | null {
  const told = all.flatMap(({ more, interval }) => (interval === null ? [] : [{ more, interval }]))
  return share(told, ({ more, interval: [low, high] }) => {
    const truth = (100 + more) / 100
    return low <= truth && truth <= high
  })
}

function functionFigures(name: string, own: readonly JudgedFunction[]): FunctionFigures {
  const widths = own.flatMap(({ interval }) => (interval === null ? [] : interval[1] - interval[0]))
  const resolutions = own.flatMap(({ resolution }) => resolution ?? [])
  return {
    name,
    unchanged: share(
      own.filter(({ more }) => more === 0),
      said('unchanged'),
    ),
    sizes: sizesOf(own),
    width: medianOrNone(widths),
    resolution: medianOrNone(resolutions),
  }
}

const medianOrNone = (values: readonly number[]): number | null =>
  values.length === 0 ? null : median(values)
