/** A recording as the replay needs it: per subject and block the gate's word on each figure. Pure. */
import { byCallTime } from '../../src/gate/decide/call-time.ts'
import type { CallTime, Metric, Word } from '../../src/gate/model/facts.ts'
import type { Durations, GroupRecord } from '../../src/gate/model/record.ts'
import { sum } from '../../src/stats/mean.ts'
import { median } from '../../src/stats/quantile.ts'
import { type Condition, type RecordedBlock, type Recording, SUBJECTS, titleOf } from '../model.ts'
import type { Subject } from '../model.ts'
import { PLAIN_VIEW, wordOf } from './view.ts'
import type { Drops, Looking, RecordedWord } from './view.ts'

/** A figure of a subject: a time, or a mode's speedup. */
export interface PooledFigure {
  /** `time`; with several functions `serial time`, `threads speedup`. */
  name: string
  metric: Metric
  truth: number
  /**
   * Whether the truth is that number. A pool's own work does not grow with the kernel's, so with
   * more of that a pool's time grows a little less, and its speedup a little.
   */
  exact: boolean
  /** By recorded block. */
  words: RecordedWord[]
  /**
   * By recorded block the mean call's duration in each slice, ms; null where the block has none, and
   * for speedups.
   */
  slices: (Slices | null)[]
}

export type Slices = Pick<Durations, 'base' | 'head'>

export interface PooledSubject {
  subject: Subject
  figures: PooledFigure[]
  /** Ms of one block's two arms, with the test's set-up. */
  cost: number
  /** Ms in the discovery pass: the set-up, and each arm alone with a warm-up and two rounds. */
  alone: number
}

/** All blocks of one condition. */
export interface Pool {
  condition: Condition
  blocks: number
  /** Ms in which a block's processes start. */
  startup: number
  /** By title. */
  subjects: ReadonlyMap<string, PooledSubject>
}

/**
 * Ms that a block's processes take to start. What a recording has as start-up beyond this is the
 * set-up of its tests (pools start there), and goes to the benchmarks in equal shares: a block of
 * the gate pays it only for the benchmarks that are in it.
 */
export const PROCESSES_START = 2000

/** Rounds in the discovery pass. */
const DISCOVERY_ROUNDS = 2

/** @throws {RangeError} where a subject was never measured under that condition */
export function poolOf(
  recording: Recording,
  condition: Condition,
  rules: Drops,
  view = PLAIN_VIEW,
): Pool {
  const blocks = recording.blocks.filter((block) => block.condition === condition)
  const looking = { rules, view, warmup: recording.pace.warmup }
  const recorded = median(blocks.map(({ startup }) => startup))
  const startup = Math.min(PROCESSES_START, recorded)
  const setup = (recorded - startup) / SUBJECTS.length
  const subjects = new Map(
    SUBJECTS.map((subject) => [
      titleOf(subject),
      withSetup(pooledSubject(subject, blocks, looking), setup),
    ]),
  )
  return {
    condition,
    blocks: blocks.length,
    startup,
    subjects,
  }
}

/** The same blocks where both stages go by one call time, and not by the one that stage 1 chooses. */
export function alwaysBy(pool: Pool, callTime: CallTime): Pool {
  const always = (word: Word): Word => byCallTime(() => word[callTime])
  const narrowed = (figure: PooledFigure): PooledFigure => ({
    ...figure,
    words: figure.words.map(({ plain, mirrored }) => ({
      plain: always(plain),
      mirrored: always(mirrored),
    })),
  })
  const subjects = [...pool.subjects].map(
    ([title, subject]) => [title, { ...subject, figures: subject.figures.map(narrowed) }] as const,
  )
  return { ...pool, subjects: new Map(subjects) }
}

const withSetup = (own: PooledSubject, setup: number): PooledSubject => ({
  ...own,
  cost: own.cost + setup,
  alone: own.alone + setup,
})

/** The unit is the file and the title. */
const isOf = (title: string, { unit }: GroupRecord): boolean =>
  unit === title || unit.endsWith(` > ${title}`)

function pooledSubject(
  subject: Subject,
  blocks: readonly RecordedBlock[],
  looking: Looking,
): PooledSubject {
  const title = titleOf(subject)
  const own = blocks.map(({ groups, ...block }) => ({
    ...block,
    groups: groups.filter((group) => isOf(title, group)),
  }))
  const found = own.flatMap(({ groups }) => (groups.length > 0 ? [groups] : []))
  const [first] = found
  if (first === undefined) throw new RangeError(`"${title}" is in none of the blocks`)
  const figures = first.flatMap((group) =>
    figuresOf(group, subject).map(
      ({ name, metric, truth, exact, function: measured }): PooledFigure => ({
        name,
        metric,
        truth,
        exact,
        words: own.map((block) => wordOf(block, { group: group.group, measured, metric }, looking)),
        slices: own.map((block) => (metric === 'time' ? slicesOf(block.groups, measured) : null)),
      }),
    ),
  )
  const costs = (rounds: number) => found.map((groups) => costOf(groups, looking.warmup, rounds))
  return {
    subject,
    figures,
    cost: median(costs(looking.view.rounds ?? Infinity).map(({ warm, rest }) => warm + rest)),
    // each arm warms up alone
    alone: median(costs(DISCOVERY_ROUNDS).map(({ warm, rest }) => 2 * warm + rest)),
  }
}

function slicesOf(groups: readonly GroupRecord[], name: string): Slices | null {
  const own = groups.flatMap(({ functions }) => functions).find((one) => one.name === name)
  return own?.mean ?? null
}

function figuresOf({ functions }: GroupRecord, { effect }: Subject) {
  const names = functions.map(({ name }) => name)
  const slower = 1 + effect / 100
  const [only] = names
  if (names.length === 1 && only !== undefined) {
    return [{ name: 'time', metric: 'time' as const, truth: slower, exact: true, function: only }]
  }
  const isExact = (name: string): boolean => name === 'serial' || effect === 0
  const times = names.map((name) => ({
    name: `${name} time`,
    metric: 'time' as const,
    function: name,
    truth: slower,
    exact: isExact(name),
  }))
  // more work in the kernel is more work in every mode: the ratio of the modes stays
  const speedups = names
    .filter((name) => name !== 'serial')
    .map((name) => ({
      name: `${name} speedup`,
      metric: 'speedup' as const,
      function: name,
      truth: 1,
      exact: isExact(name),
    }))
  return [...times, ...speedups]
}

/**
 * Ms of the unit's warm-up, in which all arms take part at the same time, and of its rounds.
 *
 * @param most rounds
 */
function costOf(groups: readonly GroupRecord[], warmup: number, most: number) {
  const costs = groups.map(({ took, functions }) => {
    const recorded = Math.max(1, ...functions.map(({ mean }) => mean.base.length))
    const warm = Math.min(took, warmup * functions.length)
    return { warm, rest: (Math.min(most, recorded) * (took - warm)) / recorded }
  })
  return { warm: sum(costs.map(({ warm }) => warm)), rest: sum(costs.map(({ rest }) => rest)) }
}
