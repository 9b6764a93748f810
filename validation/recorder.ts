/** Records blocks: real ones, by the gate's own code, one after another until the time is up. */
import { randomInt } from 'node:crypto'
import { availableCores } from '../src/system/cores.ts'
import { parseGateArguments } from '../src/gate/arguments.ts'
import { assign } from '../src/gate/block/assign.ts'
import { runBlock } from '../src/gate/block/block.ts'
import type { BlockSettings } from '../src/gate/block/block.ts'
import { catalogue, startupOf } from '../src/gate/catalogue.ts'
import { groupKey } from '../src/gate/block/block-group.ts'
import type { Catalogue } from '../src/gate/catalogue.ts'
import { killAllArms } from '../src/gate/arms/process.ts'
import { recordOf } from '../src/gate/block/block-record.ts'
import type { Pace } from '../src/gate/model/settings.ts'
import { watchStolen } from '../src/gate/machine/stolen.ts'
import { Switchboard } from '../src/gate/arms/switchboard.ts'
import { openCapacityMeter } from '../src/measure/capacity-meter.ts'
import type { CapacityMeter } from '../src/measure/capacity-meter.ts'
import { seededRandom } from '../src/stats/random.ts'
import { competing } from './competition.ts'
import { SUBJECTS, titleOf } from './model.ts'
import type { Condition, RecordedBlock, Subject } from './model.ts'
import { layOutSides } from './sides.ts'
import type { Sides } from './sides.ts'

export interface RecorderSettings {
  /** Ms; a block that would end later is not begun. */
  duration: number
  /** How many blocks there are already; the conditions go on from there. */
  recorded: number
  /** Given each block when it is done. */
  keep: (block: RecordedBlock) => void
  progress: (text: string) => void
  signal: AbortSignal
}

/** The gate's own, as it is without any option. */
export const defaultPace = (): Pace =>
  parseGateArguments([], { base: 'base' }, { root: process.cwd(), environment: {}, fresh: () => 0 })
    .pace

/** Ms in which a side must start, or a test must come to its functions. */
const PATIENCE = 120_000

/** Ms in which a slice must be answered. */
const DEADLINE = 60_000

/** In turns, so that a slow drift of the machine meets both alike; now and then two quiet ones. */
const conditionOf = (index: number): Condition => ((index % 9) % 2 === 1 ? 'competing' : 'quiet')

/**
 * Whatever happens, no process and nothing that was laid out is left.
 *
 * @throws the signal's reason when it is aborted
 */
export async function record(settings: RecorderSettings): Promise<void> {
  const sides = await layOutSides()
  const cleanUp = (): void => {
    killAllArms()
    sides.removeNow()
  }
  process.on('exit', cleanUp)
  try {
    const board = await Switchboard.open()
    process.on('exit', board.closeNow)
    try {
      await recordWith(settings, board, sides)
    } finally {
      process.off('exit', board.closeNow)
      await board.close()
    }
  } finally {
    process.off('exit', cleanUp)
    await sides.remove()
  }
}

async function recordWith(
  settings: RecorderSettings,
  board: Switchboard,
  sides: Sides,
): Promise<void> {
  const cores = Math.max(1, Math.min(2, Math.floor(availableCores())))
  const meter = await openCapacityMeter(cores)
  try {
    await new Recorder(settings, board, sides, meter).run()
  } finally {
    await meter.close()
  }
}

class Recorder {
  readonly #settings: RecorderSettings
  readonly #board: Switchboard
  readonly #sides: Sides
  readonly #meter: CapacityMeter
  readonly #pace = defaultPace()
  readonly #begun = performance.now()

  constructor(settings: RecorderSettings, board: Switchboard, sides: Sides, meter: CapacityMeter) {
    this.#settings = settings
    this.#board = board
    this.#sides = sides
    this.#meter = meter
  }

  async run(): Promise<void> {
    const { recorded, keep, progress } = this.#settings
    progress(`discovery of ${SUBJECTS.length} benchmarks, ${this.#left()}`)
    const found = await this.#discover()
    let longest = 0
    for (let index = recorded; this.#remaining() > longest; index += 1) {
      const condition = conditionOf(index)
      const measure = (): Promise<RecordedBlock> => this.#block(found, condition)
      const begun = performance.now()
      const block = condition === 'competing' ? await competing(measure) : await measure()
      keep(block)
      longest = Math.max(longest, performance.now() - begun)
      progress(`block ${index + 1}, ${summary(block)}, ${this.#left()}`)
    }
  }

  /** Each benchmark once on each side: what it costs, and that it works. */
  async #discover(): Promise<Catalogue> {
    const outcome = await runBlock({
      ...this.#common(randomInt(2 ** 31)),
      roots: this.#sides.roots,
      order: null,
      alone: true,
      rounds: () => 2,
      enough: () => 1000,
    })
    const budget = this.#settings.duration
    const { rounds } = this.#pace
    const listed = { base: null, head: null }
    const found = catalogue({
      outcome,
      own: null,
      listed,
      cut: false,
      picked: { filters: [], projects: [], named: null },
      budget,
      rounds,
      startup: startupOf(outcome),
    })
    assertComplete(found)
    return found
  }

  async #block(found: Catalogue, condition: Condition): Promise<RecordedBlock> {
    const at = new Date().toISOString()
    const seed = randomInt(2 ** 31)
    const { capacity: delivered } = await this.#meter.measure()
    const capacity = { delivered, of: this.#meter.workers }
    const files = assign(units(found, SUBJECTS), found.tests)
    const planOf = (unit: string, group: number) => found.plans.get(groupKey(unit, group))
    const stolen = watchStolen()
    const outcome = await runBlock({
      ...this.#common(seed),
      roots: this.#sides.roots,
      order: { base: files, head: files },
      alone: false,
      rounds: (unit, group, name) => planOf(unit, group)?.rounds.get(name) ?? 1,
      enough: (unit, group) => 2000 + 3 * (planOf(unit, group)?.duration ?? 0),
    })
    const block = recordOf(outcome, 'test', { capacity, stolen: stolen() })
    const measuring = block.groups.reduce((sum, { took }) => sum + took, 0)
    return { ...block, condition, seed, at, startup: Math.max(0, block.took - measuring) }
  }

  #common(seed: number): Omit<BlockSettings, 'roots' | 'order' | 'alone' | 'rounds' | 'enough'> {
    return {
      board: this.#board,
      picked: { filters: [], projects: [], named: null },
      files: null,
      random: seededRandom(seed),
      // the bench file draws its order from it
      seed,
      warmup: this.#pace.warmup,
      patience: PATIENCE,
      deadline: DEADLINE,
      limit: null,
      progress: () => undefined,
      signal: this.#settings.signal,
    }
  }

  #remaining(): number {
    return this.#settings.duration - (performance.now() - this.#begun)
  }

  #left(): string {
    return `${(Math.max(0, this.#remaining()) / 60_000).toFixed(1)} min left`
  }
}

function summary({ condition, took, startup, capacity, failures }: RecordedBlock): string {
  const seconds = (duration: number): string => `${(duration / 1000).toFixed(1)} s`
  const failed = failures.map(({ arm, unit, error }) => `; FAILED ${arm} ${unit}: ${error}`)
  const delivered = `capacity ${capacity.delivered.toFixed(2)} of ${capacity.of}`
  return `${condition}: ${seconds(took)} (start-up ${seconds(startup)}), ${delivered}${failed.join('')}`
}

/** The units of these subjects, as both sides name them. */
function units({ tests }: Catalogue, subjects: readonly Subject[]): { unit: string }[] {
  const titles = new Set(subjects.map(titleOf))
  return [...tests].flatMap(([unit, { name }]) => (titles.has(name) ? [{ unit }] : []))
}

/** A recording needs every subject on both sides. */
function assertComplete({ entries, tests }: Catalogue): void {
  const names = new Set([...tests.values()].map(({ name }) => name))
  const missing = SUBJECTS.map(titleOf).filter((title) => !names.has(title))
  if (missing.length > 0) throw new Error(`no benchmarks named ${missing.join('; ')}`)
  for (const { id, presence } of entries) {
    if (presence.state === 'both') continue
    const error = 'error' in presence ? presence.error : null
    throw new Error(`${id} is ${presence.state} on head or base: ${error ?? 'no reason given'}`)
  }
}
