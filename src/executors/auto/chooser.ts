/**
 * The mode that chooses: first tasks run where the caller is and are measured, the rest where it takes
 * least. What was seen of a kernel is kept for the calls to come.
 */
import type { FixedMode, KernelRef, Mode } from '../../model.ts'
import { LanemarkError } from '../../findings.ts'
import { isPool } from '../../modes.ts'
import type { PoolMode } from '../../modes.ts'
import type { ResolvedPool } from '../../pool-options.ts'
import { loadKernel } from '../../worker/loaded-kernel.ts'
import { concurrentCore } from '../concurrent.ts'
import type { Core } from '../executor.ts'
import type { Span } from '../into.ts'
import { HandedBack, keyOf } from '../job.ts'
import { processesCore } from '../processes.ts'
import { Resumed } from '../resumed.ts'
import type { Source } from '../source.ts'
import { inputClass } from './input-class.ts'
import { serialCore } from '../serial.ts'
import { threadsCore } from '../threads.ts'
import type { Work } from '../work.ts'
import { choose } from './choice.ts'
import { crossingOf, trialOf } from './crossing.ts'
import type { TaskValues } from './crossing.ts'
import { decisionOf } from './why-chosen.ts'
import type { Decision, Grounds } from './why-chosen.ts'
import { asKnown, experienceOf, learnAlone, learnCall } from './experience.ts'
import type { Experience } from './experience.ts'
import { andSlice, isEnough, looksFirst, UNSEEN } from './first-look.ts'
import type { FirstLook } from './first-look.ts'
import { Opening } from './opening.ts'
import { Tap } from './tap.ts'
import type { Slice } from './tap.ts'

/** Ms until workers that are up have loaded a kernel, and are through its first calls. */
const LOADING = 15
/** Ms that a pool must at least be able to save before values are sent nowhere to see what that costs. */
const WORTH = 1

/** Where tasks go that do not run here. */
type Elsewhere = Exclude<FixedMode, 'serial'>

/** One call on its way. */
interface Call {
  known: Experience
  /** See `Situation`. */
  worth: number
  divisible: boolean
  /** What was chosen last, and whether anything was known by then. */
  mode: FixedMode | null
  isTold: boolean
  seen: FirstLook
}

/** The source as it was, and its first input; what comes later in time has none. */
function looked(source: Source): { source: Source; first: unknown } {
  const batch = source.take(1)
  const [first] = batch.inputs
  return { source: batch.inputs.length === 0 ? source : new Resumed(batch, source), first }
}

const loadedKey = (mode: Mode, kernel: KernelRef): string => `${mode} ${keyOf(kernel)}`

function valuesOf({ task, input, result }: Slice, { into }: Work): TaskValues {
  if (into === null) return { input, result, filled: null }
  const [span] = into.of({ indices: [task], inputs: [input] })
  return { input, result, filled: into.view(span as Span) }
}

export class Chooser implements Core {
  readonly mode = 'auto'
  readonly workers: number
  readonly #cores: Record<FixedMode, Core>
  readonly #openings: Record<PoolMode, Opening>
  /** Which kernels have run in which of the pools. */
  readonly #loaded = new Set<string>()
  #closed: LanemarkError | null = null
  #last: Grounds | null = null

  constructor(pool: ResolvedPool) {
    this.workers = pool.workers
    this.#cores = {
      serial: serialCore(),
      concurrent: concurrentCore(),
      threads: threadsCore(pool),
      processes: processesCore(pool),
    }
    this.#openings = {
      threads: new Opening('threads', this.#cores.threads),
      processes: new Opening('processes', this.#cores.processes),
    }
  }

  get decision(): Decision | null {
    return this.#last === null ? null : decisionOf(this.#last)
  }

  /** Starts both pools, which calls would start when it pays, and not before. */
  async open(): Promise<number[]> {
    this.#throwIfClosed()
    const openings = Object.values(this.#openings)
    await Promise.all(openings.map((opening) => opening.begin()))
    return openings.flatMap(({ startup }) => startup)
  }

  async close(): Promise<void> {
    this.#closed ??= new LanemarkError({ code: 'closed', mode: this.mode })
    await Promise.all(Object.values(this.#cores).map((core) => core.close()))
  }

  async work(work: Work): Promise<void> {
    this.#throwIfClosed()
    try {
      await this.#work(work)
    } catch (error) {
      this.#throwIfClosed()
      throw error
    }
  }

  #throwIfClosed(): void {
    if (this.#closed !== null) throw this.#closed
  }

  async #work(work: Work): Promise<void> {
    const { division } = await loadKernel(work.kernel)
    const { source, first } = looked(work.source)
    const known = experienceOf(work.kernel, inputClass(first))
    const worth = Math.max(WORTH, trialOf(first))
    const divisible = division !== null && work.divide !== false
    const call: Call = { known, worth, divisible, mode: null, isTold: false, seen: UNSEEN }
    let rest: Work = { ...work, source }
    for (;;) {
      const mode = await this.#next(rest, call)
      if (mode === null) break
      const back = await this.#handOver(rest, call, mode)
      if (back === null) break
      rest = { ...work, source: new Resumed(back.tasks, source) }
    }
    known.calls += 1
  }

  /** Runs tasks here for as long as that is best; the mode that takes the others, or null: none are left. */
  async #next(work: Work, call: Call): Promise<Elsewhere | null> {
    for (;;) {
      const mode = this.#choose(work, call)
      if (mode === 'concurrent') return mode
      const here = mode === 'serial' || looksFirst(call.known, call.seen)
      if (!here && (await this.#isUp(mode, call))) return mode
      if (here || this.#canBegin(call, mode)) {
        await this.#here(work, call)
        if (work.source.ended) return null
      }
    }
  }

  /** Whether tasks can run here until the pool is up: not where a single one would take longer. */
  #canBegin({ known, divisible }: Call, mode: PoolMode): boolean {
    const { alone } = known
    return !divisible && alone !== null && alone.task < this.#openings[mode].expected / 2
  }

  /** Waits for a pool where there is nothing better to do; false: it is not up, or does not come up. */
  async #isUp(mode: PoolMode, call: Call): Promise<boolean> {
    const opening = this.#openings[mode]
    if (!opening.isUp && !this.#canBegin(call, mode)) await opening.begin()
    return opening.isUp
  }

  async #here(work: Work, call: Call): Promise<void> {
    const { known } = call
    const whole = call.seen.slices === 0
    const begun = performance.now()
    const tap = new Tap(work.source, work.sink, {
      slice: (slice) => this.#learn(work, call, slice, tap.done),
      next: () => this.#whether(work, call, tap.done),
    })
    await this.#cores.serial.work({ ...work, source: tap, sink: tap.sink })
    tap.end()
    if (whole && work.source.ended && known.calls > 0) {
      learnCall(known, 'serial', tap.done, performance.now() - begun)
    }
  }

  #learn(work: Work, call: Call, slice: Slice, done: number): void {
    const { known } = call
    learnAlone(known, slice)
    call.seen = andSlice(call.seen, slice)
    if (known.crossing.threads !== undefined) return
    const { mode } = this.#weigh(work, call, done).choice
    if (isPool({ mode })) Object.assign(known, crossingOf(valuesOf(slice, work)))
  }

  /** Asked before each slice: whether to go on here. */
  #whether(work: Work, call: Call, done: number): 'go' | 'breathe' | 'stop' {
    const mode = this.#choose(work, call, done)
    if (mode === 'serial') return 'go'
    if (mode === 'concurrent') return 'stop'
    const opening = this.#openings[mode]
    if ((call.known.calls === 0 && !isEnough(call.seen)) || looksFirst(call.known, call.seen))
      return 'go'
    if (opening.isUp || !this.#canBegin(call, mode)) return 'stop'
    void opening.begin()
    return 'breathe'
  }

  #choose(work: Work, call: Call, done = 0): FixedMode {
    const grounds = this.#weigh(work, call, done)
    const { mode, expected } = grounds.choice
    // what is told is why a mode was taken, and not why it still was at the end
    if (mode !== call.mode || !call.isTold) this.#last = grounds
    call.mode = mode as FixedMode
    call.isTold = Object.keys(expected).length > 0
    return call.mode
  }

  /**
   * @param done tasks of the call that are over: where nobody knows how many there are, as many are
   * expected to come
   */
  #weigh(
    { kernel, source, workers = this.workers }: Work,
    { known, worth, divisible }: Call,
    done: number,
  ): Grounds {
    const left = source.left ?? Math.max(done, 1)
    const count = done + left
    const startOf = (mode: PoolMode): number =>
      this.#openings[mode].left + (this.#loaded.has(loadedKey(mode, kernel)) ? 0 : LOADING)
    const starts = { threads: startOf('threads'), processes: startOf('processes') }
    const most = Math.min(workers, this.workers)
    const situation = { count, left, workers: most, worth, divisible, starts }
    return { kernel, choice: choose(known, situation), known: asKnown(known), situation }
  }

  /** Returns what came back without an outcome; null: nothing did. */
  async #handOver(work: Work, { known, seen }: Call, mode: Elsewhere): Promise<HandedBack | null> {
    const { left } = work.source
    const pool = isPool({ mode })
    const begun = performance.now()
    try {
      // a comparison's pools have no guards either
      const guarded = work.guarded && !(pool && work.recorder !== null)
      // what has moved to a thread is not there any more for another mode
      const movable = mode === 'threads' && work.transfer === undefined
      await this.#cores[mode].work({ ...work, guarded, movable })
    } catch (error) {
      if (!(error instanceof HandedBack)) throw error
      known.outOfMemory = true
      return error
    }
    const took = performance.now() - begun
    const key = loadedKey(mode, work.kernel)
    // workers that have just loaded the kernel are as cold as it
    const isWarm = !pool || this.#loaded.has(key)
    this.#loaded.add(key)
    if (left !== null && isWarm && seen.duration < took) learnCall(known, mode, left, took)
    return null
  }
}
