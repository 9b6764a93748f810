/** One block: a fresh process of each arm, side by side, from start to end. */
import type { Random } from '../../stats/random.ts'
import { HASH_SEEDS } from '../arms/flags.ts'
import { ArmLines } from './arm-lines.ts'
import type { ArmEvent } from './arm-lines.ts'
import { ArmState } from './arm-state.ts'
import { keepAwake } from '../machine/awake.ts'
import { ArmFailure, wantsAllCores, measureGroup } from './block-group.ts'
import type { MeasuredGroup, Offered } from './block-group.ts'
import { nextStep } from './match.ts'
import { measuringCore } from '../machine/measuring-core.ts'
import type { Picked } from '../model/facts.ts'
import type { ArmName, FileAssignment } from '../arms/arm-protocol.ts'
import type { Switchboard } from '../arms/switchboard.ts'

/** A file's part in a block. */
export interface PlannedFile extends FileAssignment {
  /** Null: whatever it has. */
  units: string[] | null
}

export interface BlockSettings {
  board: Switchboard
  /** The project's root in each side's layout. */
  roots: Partial<Record<ArmName, string>>
  picked: Picked
  /** What each arm runs, in this order; null: everything. */
  order: Partial<Record<ArmName, PlannedFile[]>> | null
  /**
   * Discovery: all files of each arm, so that a fresh process goes on where one hung; null: what hangs
   * takes no further part.
   */
  files: Partial<Record<ArmName, readonly string[]>> | null
  /** Discovery: each arm's groups are measured by themselves. */
  alone: boolean
  random: Random
  seed: number
  warmup: number
  /** Rounds of a function. */
  rounds: (unit: string, group: number, name: string) => number
  /** Ms in which an arm must start, or say its next word while nothing is measured. */
  patience: number
  /** Ms in which an arm must answer while it measures. */
  deadline: number
  /** Ms after which a group gets no further round. */
  enough: (unit: string, group: number) => number
  /** Ms after which all arms are ended, whatever they do; null: never. */
  limit: number | null
  /** Told before each group. */
  progress: (unit: string) => void
  /** Aborted: nothing more is measured. */
  signal: AbortSignal
}

export interface Failure {
  arm: ArmName
  unit: string
  error: string
}

export interface BlockOutcome {
  groups: MeasuredGroup[]
  /** By arm the groups it measured alone; in discovery only. */
  alone: Partial<Record<ArmName, MeasuredGroup[]>>
  failures: Failure[]
  arms: Partial<Record<ArmName, ArmState>>
  /** Ms. */
  took: number
  /** Of it waited for what hung, ms. */
  wasted: number
}

export async function runBlock(settings: BlockSettings): Promise<BlockOutcome> {
  const block = new RunningBlock(settings)
  try {
    return await block.run()
  } finally {
    await block.close()
  }
}

class RunningBlock {
  readonly #settings: BlockSettings
  readonly #states = new Map<ArmName, ArmState>()
  readonly #lines: ArmLines
  /** What an arm's fresh process goes on with. */
  readonly #rests = new Map<ArmName, FileAssignment[]>()
  /** Units that hang on some arm. */
  readonly #hanging = new Set<string>()
  readonly #outcome: BlockOutcome = {
    groups: [],
    alone: {},
    failures: [],
    arms: {},
    took: 0,
    wasted: 0,
  }
  readonly #core = measuringCore()
  readonly #awake = keepAwake(this.#core)
  #stopped = false
  #timer: NodeJS.Timeout | undefined

  constructor(settings: BlockSettings) {
    this.#settings = settings
    this.#lines = new ArmLines({
      ...settings,
      hash: 1 + settings.random.below(HASH_SEEDS),
      filesOf: (arm) => this.#filesOf(arm),
      offered: (offered) =>
        this.#states.get(offered.connection.arm)?.offer(offered, performance.now()),
    })
  }

  async run(): Promise<BlockOutcome> {
    const begun = performance.now()
    this.#start()
    const { limit } = this.#settings
    if (limit !== null) this.#timer = setTimeout(this.#stop, limit)
    this.#settings.signal.addEventListener('abort', this.#stop)
    while (!this.#settings.signal.aborted && !this.#done()) {
      const states = [...this.#states.values()]
      const step = nextStep(states, this.#settings.alone)
      if (step.do === 'measure') await this.#measure(step.offers)
      else if (step.do === 'skip') this.#skip(step.offer)
      else await this.#listen()
    }
    this.#settings.signal.throwIfAborted()
    this.#outcome.took = performance.now() - begun
    return this.#outcome
  }

  async close(): Promise<void> {
    this.#awake.close()
    clearTimeout(this.#timer)
    this.#settings.signal.removeEventListener('abort', this.#stop)
    await this.#lines.close()
  }

  readonly #stop = (): void => {
    this.#stopped = true
    this.#lines.kill()
  }

  #start(): void {
    for (const arm of Object.keys(this.#settings.roots) as ArmName[]) {
      const state = new ArmState(arm, this.#planned(arm))
      this.#states.set(arm, state)
      this.#outcome.arms[arm] = state
      this.#lines.start(arm)
    }
  }

  /** An arm that ended before its tests: what it said last goes on record. */
  #mourn(state: ArmState, said: string): void {
    const { arm } = state
    const error = said === '' ? 'the process ended before its tests' : said
    state.errors.push(error)
    const { failures } = this.#outcome
    if (!failures.some((one) => one.arm === arm)) failures.push({ arm, unit: '', error })
    this.#lose(state, state.current ?? '', error)
  }

  #planned(arm: ArmName): Set<string> | null {
    const { order } = this.#settings
    if (order === null) return null
    const units = (order[arm] ?? []).map((file) => file.units)
    return units.includes(null) ? null : new Set(units.flatMap((own) => own ?? []))
  }

  #filesOf(arm: ArmName): FileAssignment[] | null {
    const { order } = this.#settings
    const planned = order && (order[arm] ?? []).map(({ file, tests }) => ({ file, tests }))
    return this.#rests.get(arm) ?? planned
  }

  async #listen(): Promise<void> {
    const event = await this.#lines.next(this.#settings.patience)
    if (event === null) this.#giveUp()
    else this.#handle(event)
  }

  #handle({ arm, process, message }: ArmEvent): void {
    const state = this.#states.get(arm)
    if (state === undefined || message === 'cut') return
    // the last words of one that hung and was ended
    if (process !== this.#lines.processOf(arm)) return
    if (message.type !== 'ended') state.hear(message, performance.now())
    else if (state.finished) state.leave()
    else this.#mourn(state, message.said)
  }

  /** Nobody said a word for too long: whoever has nothing to offer hangs. */
  #giveUp(): void {
    this.#outcome.wasted += this.#settings.patience
    for (const state of this.#states.values()) {
      if (state.gone || state.offers.length > 0) continue
      const seconds = Math.round(this.#settings.patience / 1000)
      const unit = state.current ?? ''
      const error = `no word for ${seconds} s: it hangs, or takes too long for the budget`
      this.#outcome.failures.push({ arm: state.arm, unit, error })
      state.errors.push(error)
      this.#lose(state, unit, error)
    }
  }

  /**
   * An arm that hangs is ended; in discovery a fresh process goes on with the rest, unless it never
   * came to say a word.
   */
  #lose(state: ArmState, unit: string, error: string): void {
    const { arm } = state
    const process = this.#lines.processOf(arm)
    process?.kill()
    // what it said before is what need not be done again, and that it ended may be among it
    for (const event of this.#lines.drain()) this.#handle(event)
    if (state.gone || this.#lines.processOf(arm) !== process) return
    const files = this.#settings.files?.[arm]
    state.leave()
    if (this.#stopped || files === undefined || !this.#lines.wasHeard(process)) return
    state.blame(unit, error, files)
    this.#hanging.add(unit)
    const rest = state.rest(files)
    state.finished = rest.length === 0
    if (state.finished) return
    state.gone = false
    this.#rests.set(arm, rest)
    this.#lines.start(arm)
  }

  #done(): boolean {
    return [...this.#states.values()].every(({ gone }) => gone)
  }

  async #measure(offers: readonly Offered[]): Promise<void> {
    const { alone, random, warmup, deadline, rounds, enough, progress } = this.#settings
    const [first] = offers
    if (first === undefined) return
    const { unit, group, kind } = first.offer
    if (this.#hanging.has(unit)) {
      this.#states.get(first.connection.arm)?.passOver(unit)
      return this.#skip(first)
    }
    progress(unit)
    for (const one of offers) this.#take(one)
    const begun = performance.now()
    try {
      const measured = await measureGroup(offers, {
        random,
        warmup,
        deadline,
        rounds: (name) => rounds(unit, group, name),
        core: this.#core,
        enough: enough(unit, group),
        before: (name) => (wantsAllCores(kind, name) ? this.#awake.rest() : this.#awake.spin()),
      })
      if (alone) (this.#outcome.alone[first.connection.arm] ??= []).push(measured)
      else this.#outcome.groups.push(measured)
    } catch (error) {
      if (!(error instanceof ArmFailure)) throw error
      this.#outcome.failures.push({ arm: error.arm, unit, error: error.message })
      this.#outcome.wasted += performance.now() - begun
      if (error.lost) this.#lost(error, unit)
    } finally {
      this.#awake.rest()
    }
    for (const { connection } of offers) {
      this.#states.get(connection.arm)?.resume(unit, performance.now())
      this.#lines.release(connection)
    }
  }

  #lost({ arm, message }: ArmFailure, unit: string): void {
    const state = this.#states.get(arm)
    if (state !== undefined) this.#lose(state, unit, message)
  }

  #skip(offered: Offered): void {
    this.#take(offered)
    offered.connection.send({ type: 'skip' })
    this.#lines.release(offered.connection)
  }

  #take(offered: Offered): void {
    const state = this.#states.get(offered.connection.arm)
    state?.offers.splice(state.offers.indexOf(offered), 1)
  }
}
