/**
 * Blocks one after another, for live and for stored gates: on the budget's clock, each after a reading
 * of what the machine delivers, and each with a random stream of its own, so that a block's length
 * does not change the next one's order.
 */
import { openCapacityMeter } from '../measure/capacity-meter.ts'
import type { CapacityMeter } from '../measure/capacity-meter.ts'
import { seededRandom } from '../stats/random.ts'
import { availableCores } from '../system/cores.ts'
import type { GateProgress } from '../system/progress.ts'
import type { Switchboard } from './arms/switchboard.ts'
import { groupKey } from './block/block-group.ts'
import { runBlock } from './block/block.ts'
import type { BlockOutcome, BlockSettings } from './block/block.ts'
import type { Catalogue } from './catalogue.ts'
import { onceKnown } from './deadlines.ts'
import type { Conditions } from './decide/drop.ts'
import { watchStolen } from './machine/stolen.ts'
import type { GateSettings } from './model/settings.ts'

export interface RunnerInput {
  board: Switchboard
  settings: Pick<GateSettings, 'budget' | 'picked' | 'seed' | 'pace'>
  progress: GateProgress
  signal: AbortSignal
}

/** What tells one block from the others. */
export interface BlockAsked extends Pick<BlockSettings, 'roots' | 'order' | 'alone'> {
  /** For the line of progress. */
  label: string
  found: Catalogue
  /** Called right before and right after it. */
  around?: () => void
}

export interface MeasuredBlock {
  outcome: BlockOutcome
  conditions: Conditions
  /** With the reading before it, ms. */
  took: number
}

/** What all blocks of a run have in common. */
type Common = Pick<BlockSettings, 'board' | 'picked' | 'random' | 'seed' | 'warmup' | 'signal'>

/** Whatever happens, the meter is closed and the line of progress gone in the end. */
export async function withBlocks<Result>(
  input: RunnerInput,
  run: (blocks: BlockRunner) => Promise<Result>,
): Promise<Result> {
  const cores = Math.max(1, Math.min(2, Math.floor(availableCores())))
  const meter = await openCapacityMeter(cores)
  try {
    return await run(new BlockRunner(input, meter))
  } finally {
    await meter.close()
    input.progress.clear()
  }
}

export class BlockRunner {
  readonly #input: RunnerInput
  readonly #meter: CapacityMeter
  readonly #begun = performance.now()
  #streams = 0

  constructor(input: RunnerInput, meter: CapacityMeter) {
    this.#input = input
    this.#meter = meter
  }

  /** Ms since the first of them could have begun. */
  elapsed(): number {
    return performance.now() - this.#begun
  }

  /** Ms of the budget. */
  left(): number {
    return Math.max(0, this.#input.settings.budget - this.elapsed())
  }

  show(label: string): void {
    this.#input.progress.show(label, this.left())
  }

  /** With the next random stream. */
  common(): Common {
    const { board, settings, signal } = this.#input
    const random = seededRandom(settings.seed + this.#streams)
    this.#streams += 1
    const { picked, seed, pace } = settings
    return { board, picked, random, seed, warmup: pace.warmup, signal }
  }

  /** What the machine delivers now, and of how many cores. */
  async read(): Promise<Conditions['capacity']> {
    const { capacity: delivered } = await this.#meter.measure()
    return { delivered, of: this.#meter.workers }
  }

  async run({ found, label, around, ...arms }: BlockAsked): Promise<MeasuredBlock> {
    const begun = this.elapsed()
    this.show(label)
    const capacity = await this.read()
    around?.()
    const stolen = watchStolen()
    const planOf = (unit: string, group: number) => found.plans.get(groupKey(unit, group))
    const outcome = await runBlock({
      ...this.common(),
      ...arms,
      rounds: (unit, group, name) => planOf(unit, group)?.rounds.get(name) ?? 1,
      enough: (unit, group) => 2000 + 3 * (planOf(unit, group)?.duration ?? 0),
      ...onceKnown(found.entries),
      limit: null,
      files: null,
      progress: (unit) => this.show(`${label}: ${unit}`),
    })
    const conditions = { capacity, stolen: stolen() }
    around?.()
    return { outcome, conditions, took: this.elapsed() - begun }
  }
}
