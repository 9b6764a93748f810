/** One job of the gate on recorded blocks: stage 1, the plan, stage 2, the decision. Pure. */
import { screenTime, testTime, unitsOf } from '../../src/gate/decide/block-cost.ts'
import { callTimeFor } from '../../src/gate/decide/call-time.ts'
import { decide } from '../../src/gate/decide/decision.ts'
import type { Entry, GateRules, Word } from '../../src/gate/model/facts.ts'
import type { TestPart, TestPlan } from '../../src/gate/model/plans.ts'
import type { Judged } from '../../src/gate/model/verdicts.ts'
import { planScreen } from '../../src/gate/decide/plan-screen.ts'
import { planTest } from '../../src/gate/decide/plan-test.ts'
import { type Random, shuffle } from '../../src/stats/random.ts'
import { KERNELS, type Subject, titleOf } from '../model.ts'
import type { Pool, PooledFigure, PooledSubject } from './pool.ts'
import type { RecordedWord } from './view.ts'

export interface JobSettings {
  rules: GateRules
  /** Ms, discovery included. */
  budget: number
  /** Whether stage 2 is judged together with stage 1's blocks: what the gate does not do. */
  reuse: boolean
}

/** A figure's part in a job. */
export interface JobFigure {
  subject: Subject
  figure: PooledFigure
  result: Judged
  /** Whether it went on to stage 2. */
  wentOn: boolean
}

export interface ReplayedJob {
  figures: JobFigure[]
  /** Ms. */
  duration: number
  /** Parts of stage 2, and those of them that wanted more blocks than there were. */
  parts: number
  capped: number
}

/** The twelve benchmarks of a job; `changed` takes the place of its kernel's first twin. */
export function benchmarksOf(changed: Subject | null): Subject[] {
  return KERNELS.flatMap((kernel): Subject[] => {
    const first: Subject = { kernel, effect: 0, twin: 1 }
    return [changed?.kernel === kernel ? changed : first, { kernel, effect: 0, twin: 2 }]
  })
}

/** Twelve unchanged benchmarks; of each kernel one has other text in head. */
export function rewordedBenchmarks(): Subject[] {
  return KERNELS.flatMap((kernel): Subject[] => [
    { kernel, effect: 0, twin: 'reworded' },
    { kernel, effect: 0, twin: 2 },
  ])
}

/** A recorded block, as it is or with base and head exchanged. */
interface Taken {
  block: number
  mirrored: boolean
}

/** A benchmark with the blocks that this job takes, in its order. */
interface Drawn extends PooledSubject {
  title: string
  order: Taken[]
}

/** Whether base and head run the same text, so that either may count as head. */
const isSame = ({ effect, twin }: Subject): boolean => effect === 0 && twin !== 'reworded'

/**
 * Every benchmark takes its blocks in an order of its own, none twice; those of unchanged code are
 * mirrored by the toss of a coin. No block has a third arm.
 */
function draw(pool: Pool, subject: Subject, random: Random): Drawn {
  const title = titleOf(subject)
  const own = pool.subjects.get(title)
  if (own === undefined) throw new RangeError(`"${title}" is not in the recording`)
  const blocks = Array.from({ length: pool.blocks }, (_, block) => block)
  const coin = (): boolean => random.uniform() < 0.5
  const order = shuffle(blocks, random).map((block) => ({
    block,
    mirrored: isSame(subject) && coin(),
  }))
  return { ...own, title, order }
}

function wordOn(words: readonly RecordedWord[], { block, mirrored }: Taken): Word {
  const word = words[block]!
  return mirrored ? word.mirrored : word.plain
}

const idOf = (title: string, { name }: PooledFigure): string => `${title} > ${name}`

export function replayJob(
  pool: Pool,
  benchmarks: readonly Subject[],
  random: Random,
  settings: JobSettings,
): ReplayedJob {
  const drawn = benchmarks.map((subject) => draw(pool, subject, random))
  const entered = drawn.flatMap((own) => own.figures.map((figure) => entryOf(own, figure)))
  const rules = within(settings.rules, pool.blocks)
  const units = unitsOf(entered)
  const discovery = pool.startup + drawn.reduce((sum, { alone }) => sum + alone, 0)
  const limits = { startup: pool.startup, budget: settings.budget - discovery }
  const included = new Set(planScreen(entered, rules, limits).included)
  const screened = fill(drawn, entered, (own, figure, entry) => {
    const count = included.has(entry.unit) ? rules.screen.blocks : 0
    const words = own.order.slice(0, count).map((taken) => wordOn(figure.words, taken))
    const callTime = callTimeFor(words, rules)
    return { ...entry, callTime, screen: words.map((word) => word[callTime]) }
  })
  const left = rules.screen.blocks
  const used = screenTime(
    units.filter(({ unit }) => included.has(unit)).map(({ unit, cost }) => ({ unit, cost, left })),
    pool.startup,
  )
  const after = { ...limits, budget: limits.budget - used }
  const plan = planTest(screened, rules, after)
  const { parts, capped } = cap(plan, planTest(screened, settings.rules, after), pool, rules)
  const going = new Map(parts.flatMap((part) => part.ids.map((id) => [id, part])))
  const entries = fill(drawn, screened, (own, figure, entry) => {
    const part = going.get(entry.id)
    if (part === undefined) return entry
    const from = rules.screen.blocks
    const taken = own.order.slice(from, from + part.blocks)
    const fresh = taken.map((one) => wordOn(figure.words, one)[entry.callTime])
    return { ...entry, test: settings.reuse ? [...entry.screen, ...fresh] : fresh }
  })
  return {
    figures: judged(drawn, entries, rules),
    duration: discovery + used + testTime(parts, pool.startup),
    parts: parts.length,
    capped,
  }
}

function entryOf({ title, cost }: Drawn, figure: PooledFigure): Entry {
  const { metric } = figure
  const presence = { state: 'both' } as const
  const id = idOf(title, figure)
  return { id, unit: title, metric, presence, cost, callTime: 'fastest', screen: [], test: null }
}

/** The entries again, each made from its benchmark and figure. */
function fill(
  drawn: readonly Drawn[],
  entries: readonly Entry[],
  make: (own: Drawn, figure: PooledFigure, entry: Entry) => Entry,
): Entry[] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  return drawn.flatMap((own) =>
    own.figures.map((figure) => make(own, figure, byId.get(idOf(own.title, figure))!)),
  )
}

/** Rules that want no more blocks for stage 2 than stage 1 leaves. */
function within(rules: GateRules, blocks: number): GateRules {
  const { test, screen } = rules
  const most = Math.max(test.least, Math.min(test.most, blocks - screen.blocks))
  return { ...rules, test: { ...test, most } }
}

/** Parts with no more blocks than there are, and how many would have had more. */
function cap(plan: TestPlan, unlimited: TestPlan, { blocks }: Pool, rules: GateRules) {
  const most = Math.max(0, blocks - rules.screen.blocks)
  const parts = plan.parts.map((part): TestPart => {
    const count = Math.min(part.blocks, most)
    return { ...part, blocks: count, controls: Math.min(part.controls, count) }
  })
  return { parts, capped: unlimited.parts.filter((part) => part.blocks > most).length }
}

function judged(drawn: readonly Drawn[], entries: readonly Entry[], rules: GateRules): JobFigure[] {
  const { results } = decide(entries, rules)
  const figures = drawn.flatMap(({ subject, figures: own }) =>
    own.map((figure) => ({ subject, figure })),
  )
  return figures.flatMap(({ subject, figure }, index) => {
    const result = results[index]
    const wentOn = entries[index]?.test !== null
    return result?.state === 'judged' ? [{ subject, figure, result, wentOn }] : []
  })
}
