/** One function under measurement: what its turns are made of, and what came of them. */
import type { HookMode } from 'tinybench'
import type { Clock } from '../model.ts'
import { median } from '../stats/quantile.ts'
import type { Reservoir } from '../stats/reservoir.ts'
import { callsFor, grown } from './batch.ts'
import type { BatchRule } from './batch.ts'
import { toldDuration } from './caller.ts'
import type { Caller, Timed } from './caller.ts'
import { firstSample } from './first-call.ts'
import type { FirstCall } from './first-call.ts'
import type { Now } from './clock.ts'

/** What a phase is asked for, as by tinybench: both, not either. */
export interface Asked {
  /** Ms of its calls together. */
  time: number
  /** Calls. */
  iterations: number
}

/** So many calls of a warm-up are made one by one: what slow or cold calls do is seen before any batch. */
const SINGLY = 16

/** Where only calls are asked for, they are spread over as many samples: an interval needs six. */
const LEAST_SAMPLES = 6

/**
 * Real time counts as a tenth: a function that tells ever so short a duration, or whose hooks take
 * much longer than its calls, ends after ten times what was asked for.
 */
const REAL_SHARE = 0.1

/** The median sample of one turn, ms a call. */
export interface TurnResult {
  round: number
  duration: number
}

interface Spent {
  calls: number
  /** Ms in its calls, as they are counted. */
  time: number
  /** Ms in its turns, on the wall. */
  real: number
}

export interface SubjectSettings {
  caller: Caller
  /** A call that was made already: it warmed the function up, or is its first sample. */
  first: FirstCall
  /** Whether there is a phase of warming up. */
  warms: boolean
  asked: Record<HookMode, Asked>
  samples: Reservoir
  clock: Clock
  rule: BatchRule
  real: Now
  /** Aborted, the turn under way ends after its call or batch. */
  signal: AbortSignal
}

export class Subject {
  readonly caller: Caller
  readonly turns: TurnResult[] = []
  /** Ms a call, the clock's cost taken off. */
  readonly samples: Reservoir
  /** Ms that went into collecting garbage in its counted turns; null where Node does not tell. */
  garbage: number | null = null
  /** The call that was made before the phases. */
  readonly first: FirstCall
  /** Whether its first phase has begun. */
  begun = false
  readonly #settings: SubjectSettings
  readonly #spent: Record<HookMode, Spent> = {
    warmup: { calls: 0, time: 0, real: 0 },
    run: { calls: 0, time: 0, real: 0 },
  }
  #first: Timed | null
  /** Ms in the counted calls, the clock's cost taken off. */
  #total = 0
  /** Calls of the next batch. */
  #batch = 1

  constructor(settings: SubjectSettings) {
    this.caller = settings.caller
    this.samples = settings.samples
    this.#settings = settings
    this.first = settings.first
    this.#first = firstSample(settings.first, settings.warms)
    const { timed } = settings.first
    if (timed !== null && settings.warms) this.#count(timed, this.#spent.warmup)
  }

  get name(): string {
    return this.caller.name
  }

  /** What the counted phase took. */
  get spent(): Readonly<Spent> {
    return this.#spent.run
  }

  /** Of all calls, ms, the clock's cost taken off. */
  get mean(): number {
    return this.#total / this.#spent.run.calls
  }

  /** Calls of a sample, on average. */
  get batch(): number {
    return this.#spent.run.calls / this.samples.count
  }

  /** Real ms after which the counted phase was ended though less time was told than asked for. */
  get ended(): number | null {
    const { time, real } = this.#spent.run
    return this.done('run') && time < this.#settings.asked.run.time ? real : null
  }

  /** @throws the reason of its signal */
  throwIfAborted(): void {
    this.#settings.signal.throwIfAborted()
  }

  done(mode: HookMode): boolean {
    return this.#left(mode) === 0 && !this.#hasTime(mode)
  }

  /** Calls for so many ms, at least once; a told duration counts as time that went by. */
  async turn(mode: HookMode, round: number, slice: number): Promise<void> {
    const { real, signal } = this.#settings
    const spent = this.#spent[mode]
    const before = { ...spent }
    const begun = real()
    const durations: number[] = []
    do {
      const pending = this.#sample(mode)
      const timed = pending instanceof Promise ? await pending : pending
      const duration = this.#count(timed, spent)
      durations.push(duration)
      if (mode === 'run') this.#total += duration * timed.calls
      spent.real = before.real + real() - begun
    } while (
      !signal.aborted &&
      !this.done(mode) &&
      Math.max(real() - begun, spent.time - before.time) < slice
    )
    if (mode === 'run') this.#keep(durations, round)
    const typical = median(durations)
    this.#batch = callsFor(typical, this.#settings.rule)
  }

  #sample(mode: HookMode): Timed | Promise<Timed> {
    if (mode === 'run' && this.#first !== null) {
      const first = this.#first
      this.#first = null
      return first
    }
    if (this.caller.alone || this.caller.async === null) return this.caller.once(mode)
    return this.caller.together(Math.min(this.#batch, this.#most(mode)))
  }

  /** @returns ms a call */
  #count({ elapsed, calls, returned }: Timed, spent: Spent): number {
    const { clock, rule } = this.#settings
    const told = toldDuration(returned)
    const took = calls === 1 && told !== undefined ? told : elapsed
    spent.calls += calls
    spent.time += took
    if (told !== undefined) return took / calls
    this.#batch = Math.max(this.#batch, grown(calls, elapsed, rule))
    return (elapsed - clock.cost) / calls
  }

  #keep(durations: readonly number[], round: number): void {
    for (const duration of durations) this.samples.add(duration)
    this.turns.push({ round, duration: median(durations) })
  }

  #left(mode: HookMode): number {
    return Math.max(0, this.#settings.asked[mode].iterations - this.#spent[mode].calls)
  }

  #hasTime(mode: HookMode): boolean {
    const { time, real } = this.#spent[mode]
    const share = mode === 'run' ? REAL_SHARE : 1
    return Math.max(time, share * real) < this.#settings.asked[mode].time
  }

  /** How many calls there may be at once. */
  #most(mode: HookMode): number {
    if (mode === 'warmup' && this.#spent.warmup.calls < SINGLY) return 1
    if (this.#hasTime(mode)) return Infinity
    const { iterations } = this.#settings.asked[mode]
    return Math.min(this.#left(mode), Math.max(1, Math.floor(iterations / LEAST_SAMPLES)))
  }
}
