/** The order of a gate run: discovery, stage 1, stage 2, decision. */
import type { Entry, Word } from './model/facts.ts'
import type { Limits, ScheduledUnit, ScreenPlan, TestPlan } from './model/plans.ts'
import type { BlockRecord, FigureRecord } from './model/record.ts'
import type { Decision } from './model/verdicts.ts'
import { seededRandom, shuffle } from '../stats/random.ts'
import type { Random } from '../stats/random.ts'
import { callTimeFor } from './decide/call-time.ts'
import { decide } from './decide/decision.ts'
import { testTime, timeNeeded, unitsOf } from './decide/block-cost.ts'
import { planScreen } from './decide/plan-screen.ts'
import { planTest } from './decide/plan-test.ts'
import { scheduleTest } from './decide/unit-schedule.ts'
import { blockCost, recosted, startupIn } from './block-costs.ts'
import type { BlockCost } from './block-costs.ts'
import { withBlocks } from './block-runner.ts'
import type { BlockRunner } from './block-runner.ts'
import { assign } from './block/assign.ts'
import { catalogue } from './catalogue.ts'
import type { Catalogue } from './catalogue.ts'
import { PLANNED } from './deadlines.ts'
import { discover, nothingFound } from './discovery.ts'
import { wordFor } from './block/gather.ts'
import type { Listed } from './arms/arm-protocol.ts'
import type { OwnFile } from './own-files.ts'
import type { Benches } from './sides/benches.ts'
import type { GateProgress } from '../system/progress.ts'
import { recordOf } from './block/block-record.ts'
import type { ArmName } from './arms/arm-protocol.ts'
import type { GateSettings } from './model/settings.ts'
import type { Switchboard } from './arms/switchboard.ts'

export interface SessionInput {
  settings: GateSettings
  board: Switchboard
  roots: Record<ArmName, string>
  listed: Record<'base' | 'head', Listed | null>
  benches: Benches
  /** Makes the second copy of base, once it is as it will be measured. */
  copyBase: () => Promise<void>
  progress: GateProgress
  signal: AbortSignal
}

export interface SessionOutcome {
  catalogue: Catalogue
  /** Base's own bench files that took part in place of head's. */
  ownFiles: OwnFile[]
  entries: Entry[]
  blocks: BlockRecord[]
  plan: { screen: ScreenPlan; test: TestPlan }
  decision: Decision
  took: number
  /** The budget with which all would have fitted, ms; null where it did. */
  needed: number | null
}

export const runSession = (input: SessionInput): Promise<SessionOutcome> =>
  withBlocks(input, (blocks) => new Session(input, blocks).run())

/** What a block says of each figure. */
type Words = (figure: FigureRecord) => Word

class Session {
  readonly #input: SessionInput
  readonly #runner: BlockRunner
  readonly #random: Random
  readonly #blocks: BlockRecord[] = []
  readonly #costs: BlockCost[] = []
  #ownFiles: OwnFile[] = []
  /** Stage 1's words, by the figures' ids. */
  readonly #screened = new Map<string, Word[]>()
  #entries: Entry[] = []
  /** Units of which stage 2 was held, as far as they needed it. */
  readonly #tested = new Set<string>()

  constructor(input: SessionInput, runner: BlockRunner) {
    this.#input = input
    this.#runner = runner
    this.#random = seededRandom(input.settings.seed)
  }

  async run(): Promise<SessionOutcome> {
    const { rules } = this.#input.settings
    const found = await this.#discover()
    const discovered = this.#runner.elapsed()
    this.#entries = found.entries
    const first = this.#planScreen(found)
    let test = NO_TEST
    // what did not fit may do so now: blocks took less than it seemed, or fewer were needed
    for (let before = -1; before < this.#blocks.length;) {
      before = this.#blocks.length
      await this.#screen(found)
      const plan = this.#planTest(found)
      await this.#test(found, plan)
      for (const { unit, screen } of this.#entries) if (screen.length > 0) this.#tested.add(unit)
      test = { ...plan, parts: [...test.parts, ...plan.parts] }
    }
    const last = this.#planScreen(found)
    const isCut = last.leftOut.length + last.included.length + test.leftOut.length > 0
    const entries = this.#entries
    const time = timeNeeded(entries, test.parts, rules, this.#startup(found))
    return {
      catalogue: { ...found, startup: this.#startup(found) },
      ownFiles: this.#ownFiles,
      entries,
      blocks: this.#blocks,
      plan: { screen: { ...first, leftOut: last.leftOut }, test },
      decision: decide(entries, rules),
      took: this.#runner.elapsed(),
      needed: isCut ? (discovered + time) / PLANNED : null,
    }
  }

  async #discover(): Promise<Catalogue> {
    const { settings, roots, listed, benches, copyBase } = this.#input
    this.#runner.show('discovery: each benchmark once on each side')
    // as before each block
    await this.#runner.read()
    const probe = this.#runner.elapsed()
    const { base, head } = roots
    const show = (unit: string): void => this.#runner.show(`discovery: ${unit}`)
    const common = { ...this.#runner.common(), roots: { base, head }, progress: show }
    const left = (): number => Math.max(1, this.#runner.left())
    const { ownFiles, ...found } = await discover({ benches, listed, common, left })
    this.#ownFiles = ownFiles
    await copyBase()
    const { budget, pace, picked } = settings
    const cut = this.#runner.left() === 0
    const startup = found.startup + probe
    const made = catalogue({ ...found, listed, cut, picked, budget, rounds: pace.rounds, startup })
    if (made.entries.length === 0) throw nothingFound(found.outcome, picked)
    return made
  }

  async #screen(found: Catalogue): Promise<void> {
    const { rules } = this.#input.settings
    for (;;) {
      const { included, blocks } = this.#planScreen(found)
      if (included.length === 0) return
      const units = included.map((unit): ScheduledUnit => ({ unit, control: false }))
      const label = `stage 1, ${blocks === 1 ? 'last block' : `${blocks} blocks to go`}`
      const wordOn = await this.#block(found, shuffle(units, this.#random), 'screen', label)
      const here = new Set(included)
      this.#entries = this.#entries.map((entry): Entry => {
        const figure = found.figures.get(entry.id)
        if (figure === undefined || !isIn(here, entry)) return entry
        const words = [...(this.#screened.get(entry.id) ?? []), wordOn(figure)]
        this.#screened.set(entry.id, words)
        const callTime = callTimeFor(words, rules)
        return { ...entry, callTime, screen: words.map((word) => word[callTime]) }
      })
    }
  }

  async #test(found: Catalogue, { parts }: TestPlan): Promise<void> {
    const going = new Set(parts.flatMap(({ ids }) => ids))
    this.#entries = this.#entries.map((entry): Entry =>
      going.has(entry.id) ? { ...entry, test: entry.test ?? [] } : entry,
    )
    const schedule = scheduleTest(parts, this.#random)
    for (const [index, units] of schedule.entries()) {
      if (this.#isLate(found, units)) return
      const label = `stage 2, block ${index + 1} of ${schedule.length}`
      const wordOn = await this.#block(found, units, 'test', label)
      const here = new Set(units.map(({ unit }) => unit))
      this.#entries = this.#entries.map((entry) => {
        const figure = found.figures.get(entry.id)
        if (figure === undefined || entry.test === null || !isIn(here, entry)) return entry
        return { ...entry, test: [...entry.test, wordOn(figure)[entry.callTime]] }
      })
    }
  }

  #planScreen(found: Catalogue): ScreenPlan {
    const { rules } = this.#input.settings
    return planScreen(this.#entries, rules, this.#limits(found), this.#tested)
  }

  #planTest(found: Catalogue): TestPlan {
    return planTest(this.#entries, this.#input.settings.rules, this.#limits(found))
  }

  async #block(
    found: Catalogue,
    units: readonly ScheduledUnit[],
    stage: BlockRecord['stage'],
    label: string,
  ): Promise<Words> {
    const { base, head, copy } = this.#input.roots
    const files = assign(units, found.tests)
    const thirds = units.filter(({ control }) => control)
    const controls = assign(thirds, found.tests)
    const { outcome, conditions, took } = await this.#runner.run({
      found,
      label,
      roots: thirds.length > 0 ? { base, head, copy } : { base, head },
      order: { base: files, head: files, ...(thirds.length > 0 ? { copy: controls } : {}) },
      alone: false,
    })
    this.#blocks.push(recordOf(outcome, stage, conditions))
    this.#costs.push(blockCost(outcome, took))
    this.#entries = recosted(this.#entries, this.#costs)
    return (figure) => wordFor(figure, outcome.groups, conditions, this.#input.settings.rules)
  }

  #startup(found: Catalogue): number {
    return startupIn(this.#costs, found.startup)
  }

  #limits(found: Catalogue): Limits {
    const { budget } = this.#input.settings
    return { startup: this.#startup(found), budget: PLANNED * budget - this.#runner.elapsed() }
  }

  /** Whether a block of stage 2 would end after the budget. */
  #isLate(found: Catalogue, units: readonly ScheduledUnit[]): boolean {
    const costs = new Map(unitsOf(this.#entries).map(({ unit, cost }) => [unit, cost]))
    const parts = units.map(({ unit, control }) => ({
      cost: costs.get(unit) ?? 0,
      blocks: 1,
      controls: control ? 1 : 0,
    }))
    return testTime(parts, this.#startup(found)) > this.#runner.left()
  }
}

const NO_TEST: TestPlan = { parts: [], leftOut: [], tests: 0, floor: 0, duration: 0 }

const isIn = (units: ReadonlySet<string>, { unit, presence }: Entry): boolean =>
  presence.state === 'both' && units.has(unit)
