/** The order of a gate run: discovery, stage 1, stage 2, decision. */
import { availableCores } from '../system/cores.ts'
import { openCapacityMeter } from '../measure/capacity-meter.ts'
import type { CapacityMeter } from '../measure/capacity-meter.ts'
import type { Entry, Word } from './model/facts.ts'
import type { BlockRecord, FigureRecord } from './model/record.ts'
import type { ScheduledUnit, ScreenPlan, TestPlan } from './model/plans.ts'
import type { Decision } from './model/verdicts.ts'
import { seededRandom, shuffle } from '../stats/random.ts'
import type { Random } from '../stats/random.ts'
import { callTimeFor } from './decide/call-time.ts'
import { decide } from './decide/decision.ts'
import { planScreen } from './decide/plan-screen.ts'
import { planTest } from './decide/plan-test.ts'
import { scheduleTest } from './decide/unit-schedule.ts'
import { assign } from './block/assign.ts'
import { runBlock } from './block/block.ts'
import type { BlockSettings } from './block/block.ts'
import { catalogue, groupKey } from './catalogue.ts'
import type { Catalogue } from './catalogue.ts'
import { onceKnown, PLANNED } from './deadlines.ts'
import { nothingFound, onceEach } from './discovery.ts'
import { wordFor } from './block/gather.ts'
import type { Listed } from './listing.ts'
import type { GateProgress } from '../system/progress.ts'
import { recordOf } from './block/block-record.ts'
import type { ArmName } from './arms/arm-protocol.ts'
import type { GateSettings } from './model/settings.ts'
import { watchStolen } from './machine/stolen.ts'
import type { Switchboard } from './arms/switchboard.ts'

export interface SessionInput {
  settings: GateSettings
  board: Switchboard
  roots: Record<ArmName, string>
  listed: Record<'base' | 'head', Listed | null>
  progress: GateProgress
  signal: AbortSignal
}

export interface SessionOutcome {
  catalogue: Catalogue
  entries: Entry[]
  blocks: BlockRecord[]
  plan: { screen: ScreenPlan; test: TestPlan }
  decision: Decision
  took: number
  stopped: boolean
}

export async function runSession(input: SessionInput): Promise<SessionOutcome> {
  const cores = Math.max(1, Math.min(2, Math.floor(availableCores())))
  const meter = await openCapacityMeter(cores)
  try {
    return await new Session(input, meter).run()
  } finally {
    await meter.close()
    input.progress.clear()
  }
}

interface MeasuredBlock {
  /** Ms. */
  took: number
  wordOn: (figure: FigureRecord) => Word
}

class Session {
  readonly #input: SessionInput
  readonly #meter: CapacityMeter
  readonly #random: Random
  readonly #begun = performance.now()
  readonly #blocks: BlockRecord[] = []
  #stopped = false

  constructor(input: SessionInput, meter: CapacityMeter) {
    this.#input = input
    this.#meter = meter
    this.#random = seededRandom(input.settings.seed)
  }

  async run(): Promise<SessionOutcome> {
    const { rules } = this.#input.settings
    const found = await this.#discover()
    const screen = planScreen(found.entries, rules, this.#limits(found.startup))
    const screened = await this.#screen(found, screen)
    const test = planTest(screened.entries, rules, this.#limits(screened.startup))
    const entries = await this.#test({ ...found, ...screened }, test)
    return {
      catalogue: found,
      entries,
      blocks: this.#blocks,
      plan: { screen, test },
      decision: decide(entries, rules),
      took: this.#elapsed(),
      stopped: this.#stopped,
    }
  }

  async #discover(): Promise<Catalogue> {
    const { settings, roots, listed, progress } = this.#input
    progress.show('discovery: each benchmark once on each side', settings.budget)
    // as before each block
    await this.#meter.measure()
    const probe = this.#elapsed()
    const { base, head } = roots
    const outcome = await runBlock({
      ...this.#common(),
      roots: { base, head },
      ...onceEach(settings.budget),
      alone: true,
      progress: (unit) => progress.show(`discovery: ${unit}`, this.#left()),
    })
    const cut = this.#elapsed() >= settings.budget
    const { budget, pace, filters } = settings
    const found = catalogue({ outcome, listed, cut, budget, rounds: pace.rounds })
    if (found.entries.length === 0) throw nothingFound(outcome, filters)
    return { ...found, startup: found.startup + probe }
  }

  async #screen(found: Catalogue, plan: ScreenPlan) {
    const units = plan.included.map((unit): ScheduledUnit => ({ unit, control: false }))
    if (units.length === 0) return { entries: found.entries, startup: found.startup }
    const included = new Set(plan.included)
    const figures = found.entries.flatMap(({ id, unit, presence }) => {
      const figure = found.figures.get(id)
      return figure && included.has(unit) && presence.state === 'both' ? [figure] : []
    })
    const screened = new Map(figures.map(({ id }): [string, Word[]] => [id, []]))
    const durations: number[] = []
    const planned = plan.duration / plan.blocks
    for (let block = 0; block < plan.blocks; block += 1) {
      if (this.#late(planned)) break
      const label = `stage 1, block ${block + 1} of ${plan.blocks}`
      const { took, wordOn } = await this.#block(
        found,
        shuffle(units, this.#random),
        'screen',
        label,
      )
      durations.push(took)
      for (const figure of figures) screened.get(figure.id)?.push(wordOn(figure))
    }
    const entries = found.entries.map((entry): Entry => {
      const words = screened.get(entry.id) ?? []
      const callTime = callTimeFor(words, this.#input.settings.rules)
      return { ...entry, callTime, screen: words.map((word) => word[callTime]) }
    })
    return this.#recost(entries, found, planned, durations)
  }

  /** What blocks really took here is a better guide to stage 2 than the discovery pass. */
  #recost(entries: Entry[], found: Catalogue, planned: number, durations: readonly number[]) {
    if (durations.length === 0) return { entries, startup: found.startup }
    const real = durations.reduce((sum, one) => sum + one, 0) / durations.length
    const factor = real / planned
    return {
      entries: entries.map((entry) => ({ ...entry, cost: entry.cost * factor })),
      startup: found.startup * factor,
    }
  }

  async #test(found: Catalogue, plan: TestPlan): Promise<Entry[]> {
    const going = new Set(plan.parts.flatMap(({ ids }) => ids))
    let entries = found.entries.map((entry): Entry =>
      going.has(entry.id) ? { ...entry, test: [] } : entry,
    )
    const schedule = scheduleTest(plan.parts, this.#random)
    for (const [index, units] of schedule.entries()) {
      if (this.#late(plan.duration / schedule.length)) break
      const label = `stage 2, block ${index + 1} of ${schedule.length}`
      const { wordOn } = await this.#block(found, units, 'test', label)
      const here = new Set(units.map(({ unit }) => unit))
      entries = entries.map((entry) => {
        const figure = found.figures.get(entry.id)
        if (figure === undefined || entry.test === null || !here.has(entry.unit)) return entry
        return { ...entry, test: [...entry.test, wordOn(figure)[entry.callTime]] }
      })
    }
    return entries
  }

  async #block(
    found: Catalogue,
    units: readonly ScheduledUnit[],
    stage: BlockRecord['stage'],
    label: string,
  ): Promise<MeasuredBlock> {
    const { roots, progress, settings } = this.#input
    const begun = this.#elapsed()
    progress.show(label, this.#left())
    const { capacity: delivered } = await this.#meter.measure()
    const capacity = { delivered, of: this.#meter.workers }
    const files = assign(units, found.tests)
    const thirds = units.filter(({ control }) => control)
    const controls = assign(thirds, found.tests)
    const { base, head, copy } = roots
    const planOf = (unit: string, group: number) => found.plans.get(groupKey(unit, group))
    const stolen = watchStolen()
    const outcome = await runBlock({
      ...this.#common(),
      roots: thirds.length > 0 ? { base, head, copy } : { base, head },
      order: { base: files, head: files, ...(thirds.length > 0 ? { copy: controls } : {}) },
      alone: false,
      rounds: (unit, group, name) => planOf(unit, group)?.rounds.get(name) ?? 1,
      enough: (unit, group) => 2000 + 3 * (planOf(unit, group)?.duration ?? 0),
      ...onceKnown(found.entries),
      limit: null,
      progress: (unit) => progress.show(`${label}: ${unit}`, this.#left()),
    })
    const conditions = { capacity, stolen: stolen() }
    this.#blocks.push(recordOf(outcome, stage, conditions))
    return {
      took: this.#elapsed() - begun,
      wordOn: (figure) => wordFor(figure, outcome.groups, conditions, settings.rules),
    }
  }

  #common(): Pick<BlockSettings, 'board' | 'filters' | 'random' | 'seed' | 'warmup' | 'signal'> {
    const { board, settings, signal } = this.#input
    return {
      board,
      filters: settings.filters,
      // a stream for each block, so that a block's length does not change the next one's order
      random: seededRandom(settings.seed + 1 + this.#blocks.length),
      seed: settings.seed,
      warmup: settings.pace.warmup,
      signal,
    }
  }

  #elapsed(): number {
    return performance.now() - this.#begun
  }

  #left(): number {
    return Math.max(0, this.#input.settings.budget - this.#elapsed())
  }

  #limits(startup: number) {
    const { budget } = this.#input.settings
    return { startup, budget: PLANNED * budget - this.#elapsed() }
  }

  #late(block: number): boolean {
    const late = this.#elapsed() + block > this.#input.settings.budget
    this.#stopped ||= late
    return late
  }
}
