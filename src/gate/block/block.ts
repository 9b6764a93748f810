/** One block: a fresh process of each arm, side by side, from start to end. */
import { setTimeout as after } from 'node:timers/promises'
import type { Random } from '../../stats/random.ts'
import { HASH_SEEDS } from '../arms/flags.ts'
import { ArmState } from './arm-state.ts'
import { keepAwake } from '../machine/awake.ts'
import { ArmFailure, wantsAllCores, measureGroup } from './block-group.ts'
import type { MeasuredGroup, Offered } from './block-group.ts'
import { Inbox } from '../arms/inbox.ts'
import { nextStep } from './match.ts'
import { measuringCore } from '../machine/measuring-core.ts'
import { startArm } from '../arms/process.ts'
import type { ArmProcess } from '../arms/process.ts'
import type { Picked } from '../model/facts.ts'
import type { ArmName, FileAssignment, FromArm } from '../arms/arm-protocol.ts'
import type { Connection, Switchboard } from '../arms/switchboard.ts'

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

/** Ms for the last words of a process that has ended. */
const GRACE = 1000

/** What an arm's process says, and at its end what it said last on stderr. */
interface Event {
  arm: ArmName
  process: ArmProcess | undefined
  message: FromArm | 'cut' | { type: 'ended'; said: string }
}

export async function runBlock(settings: BlockSettings): Promise<BlockOutcome> {
  const block = new Block(settings)
  try {
    return await block.run()
  } finally {
    await block.close()
  }
}

class Block {
  readonly #settings: BlockSettings
  readonly #events = new Inbox<Event>()
  readonly #states = new Map<ArmName, ArmState>()
  readonly #processes = new Map<ArmName, ArmProcess>()
  readonly #outcome: BlockOutcome = {
    groups: [],
    alone: {},
    failures: [],
    arms: {},
    took: 0,
    wasted: 0,
  }
  readonly #core = measuringCore()
  readonly #hash: number
  readonly #awake = keepAwake(this.#core)
  #closed = false
  #stopped = false
  #timer: NodeJS.Timeout | undefined

  constructor(settings: BlockSettings) {
    this.#settings = settings
    this.#hash = 1 + settings.random.below(HASH_SEEDS)
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
    this.#closed = true
    this.#awake.close()
    clearTimeout(this.#timer)
    this.#settings.signal.removeEventListener('abort', this.#stop)
    const processes = [...this.#processes.values()]
    for (const one of processes) one.kill()
    await Promise.all(processes.map(({ ended }) => ended))
  }

  readonly #stop = (): void => {
    this.#stopped = true
    for (const one of this.#processes.values()) one.kill()
  }

  #start(): void {
    const { board, roots } = this.#settings
    board.connected = (connection) => this.#welcome(connection)
    for (const arm of Object.keys(roots) as ArmName[]) {
      const state = new ArmState(arm, this.#planned(arm))
      this.#states.set(arm, state)
      this.#outcome.arms[arm] = state
      this.#spawn(state)
    }
  }

  #spawn(state: ArmState): void {
    const { arm } = state
    const { board, roots, seed } = this.#settings
    const started = startArm(roots[arm] ?? '', board.address(arm), { run: seed, hash: this.#hash })
    this.#processes.set(arm, started)
    void this.#awaitEnd(state, started)
  }

  async #awaitEnd({ arm }: ArmState, process: ArmProcess): Promise<void> {
    const said = (await process.ended).trim()
    // what it said last may still be under way
    await Promise.race([this.#runners.get(arm), after(GRACE, undefined, { ref: false })])
    // in line behind its other words, which wait while a group is measured
    this.#events.put({ arm, process, message: { type: 'ended', said } })
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

  #welcome(connection: Connection): void {
    const { arm, role } = connection
    if (role === 'runner') {
      const { picked, order } = this.#settings
      const planned = order && (order[arm] ?? []).map(({ file, tests }) => ({ file, tests }))
      const own = this.#rests.get(arm) ?? planned
      connection.send({ type: 'assignment', task: 'run', picked, order: own })
      this.#runners.set(arm, this.#forward(connection))
    } else {
      void this.#awaitOffers(connection)
    }
  }

  /** What a runner says, and the end of it. */
  async #forward({ arm, inbox }: Connection): Promise<void> {
    const process = this.#processes.get(arm)
    while (!this.#closed) {
      const message = await inbox.take(1000)
      if (message === 'cut') return
      if (message === null) continue
      this.#heard.add(process)
      this.#events.put({ arm, process, message })
    }
  }

  /** A provider's next offer; while a group is measured, its line belongs to the group. */
  async #awaitOffers(connection: Connection): Promise<void> {
    const { arm } = connection
    const process = this.#processes.get(arm)
    while (!this.#closed) {
      const message = await connection.inbox.take(1000)
      if (message === 'cut') return
      if (message === null) continue
      if (message.type !== 'offer' || this.#processes.get(arm) !== process) continue
      this.#heard.add(process)
      const released = new Promise<void>((resolve) => this.#releases.set(connection, resolve))
      this.#states.get(arm)?.offer({ offer: message, connection }, performance.now())
      this.#events.put({ arm, process, message })
      await released
    }
  }

  /** Settled when a runner's line is cut. */
  readonly #runners = new Map<ArmName, Promise<void>>()
  readonly #releases = new Map<Connection, () => void>()
  /** What an arm's fresh process goes on with. */
  readonly #rests = new Map<ArmName, FileAssignment[]>()
  /** Processes that said something. */
  readonly #heard = new Set<ArmProcess | undefined>()
  /** Units that hang on some arm. */
  readonly #hanging = new Set<string>()

  async #listen(): Promise<void> {
    const event = await this.#events.take(this.#settings.patience)
    if (event === null) this.#giveUp()
    else this.#handle(event)
  }

  #handle({ arm, process, message }: Event): void {
    const state = this.#states.get(arm)
    if (state === undefined || message === 'cut') return
    // the last words of one that hung and was ended
    if (process !== this.#processes.get(arm)) return
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
    const process = this.#processes.get(arm)
    process?.kill()
    // what it said before is what need not be done again, and that it ended may be among it
    for (const event of this.#events.drain()) this.#handle(event)
    if (state.gone || this.#processes.get(arm) !== process) return
    const files = this.#settings.files?.[arm]
    state.leave()
    if (this.#stopped || files === undefined || !this.#heard.has(process)) return
    state.blame(unit, error, files)
    this.#hanging.add(unit)
    const rest = state.rest(files)
    state.finished = rest.length === 0
    if (state.finished) return
    state.gone = false
    this.#rests.set(arm, rest)
    this.#spawn(state)
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
      this.#releases.get(connection)?.()
    }
  }

  #lost({ arm, message }: ArmFailure, unit: string): void {
    const state = this.#states.get(arm)
    if (state !== undefined) this.#lose(state, unit, message)
  }

  #skip(offered: Offered): void {
    this.#take(offered)
    offered.connection.send({ type: 'skip' })
    this.#releases.get(offered.connection)?.()
  }

  #take(offered: Offered): void {
    const state = this.#states.get(offered.connection.arm)
    state?.offers.splice(state.offers.indexOf(offered), 1)
  }
}
