/** How many rounds a comparison takes: until what is in question is settled, within a ceiling. */
import { standingOf } from '../explain/standing.ts'
import type { Ending, Estimate } from '../model.ts'
import { valuesNeeded } from '../stats/interval.ts'
import { lookAfter } from '../stats/looks.ts'

/** Rounds go on for so many times the budget at most, */
const CEILING = 3
/** and for so much of what the time limit of their test leaves. */
const OF_LIMIT = 0.9

/** More rounds than this, of those that count, are not worth their time while nothing is open, */
const MANY = 60
/** and more than this in no case. */
const MOST = 1000

/** From look to look the rounds that count grow by so much. */
const GROWTH = 1.5

/** Within the budget rounds go on until no interval's ends are further apart than this ratio. */
const NARROW = 1.1

export interface Allowance {
  /** Exactly so many rounds; null: as many as it takes. */
  rounds: number | null
  /** Ms. */
  budget: number
  /** Ms after which there is no further round. */
  ceiling: number
  /** Rounds in any case. */
  least: number
  /** Rounds that count before the first look. */
  firstLook: number
}

/** What was measured so far. */
export interface Measured {
  /** Rounds. */
  taken: number
  /** Rounds that had their cores, */
  there: number
  /** and as many where they are enough for figures to rest on them; else 0. */
  counted: number
  /** Ms since the first round began. */
  elapsed: number
  /** Speedups over serial in the counted rounds, by label. */
  speedups: (confidence: number) => ReadonlyMap<string, Estimate>
}

/** @param timeLeft of the test that takes the rounds, ms */
export const ceilingOf = (budget: number, timeLeft: number): number =>
  Math.min(CEILING * budget, OF_LIMIT * timeLeft)

export class Rounds {
  readonly #allowance: Allowance
  readonly #measured: () => Measured
  /** Looks that may not have been the last. */
  #looks = 0
  #nextLook: number
  #isOverBudget = false
  #reason: Ending['reason'] = 'ceiling'
  /** What the last look left open, in words. */
  #open: string | null = null
  /** What had gone by when it was asked before, ms. */
  #before = 0
  /** What the quickest round took, ms: others had to wait for the machine's cores. */
  #quickest = Infinity

  constructor(allowance: Allowance, measured: () => Measured) {
    this.#allowance = allowance
    this.#measured = measured
    this.#nextLook = allowance.firstLook
  }

  /** Asked after each round: whether there is another. */
  goesOn(): boolean {
    const measured = this.#measured()
    const { rounds, least, ceiling } = this.#allowance
    const { taken, counted, elapsed } = measured
    const next = elapsed - this.#before
    this.#before = elapsed
    this.#quickest = Math.min(this.#quickest, next)
    if (rounds !== null) return taken < rounds
    if (taken < least) return true
    if (this.#isTooSlow(measured)) return this.#end('slow')
    if (elapsed + next > ceiling || counted >= MOST) return this.#end('ceiling')
    return !(this.#isLookDue(measured) && this.#isSettled(measured)) || this.#end('settled')
  }

  /** Why there was no further round. */
  get ending(): Omit<Ending, 'open'> {
    const { rounds, budget, ceiling } = this.#allowance
    if (rounds !== null) return { reason: 'asked', budget: null, ceiling: null, looks: 1 }
    const reason = this.#reason
    // where it was not settled by then, the end is one more look
    const looks = reason === 'settled' ? this.#looks : this.#looks + 1
    return { reason, budget, ceiling, looks }
  }

  /** For those who watch: what the round is for, and how long all may still take, ms. */
  progress(round: number, duration: number): { waits: string; left: number } {
    const { rounds, budget, ceiling, firstLook } = this.#allowance
    if (rounds !== null) return { waits: `of ${rounds}`, left: (rounds - round) * duration }
    const { there, elapsed } = this.#measured()
    const until = this.#isOverBudget ? ceiling : budget
    return {
      waits: this.#open ?? `(${there} of ${firstLook} with their cores so far)`,
      left: Math.max(0, until - elapsed),
    }
  }

  #end(reason: Ending['reason']): false {
    this.#reason = reason
    return false
  }

  /**
   * Whether the budget is over and even its ceiling has no room for an interval. The first round may
   * be slow for being the first, so a second one decides where there is room for it.
   */
  #isTooSlow({ taken, elapsed }: Measured): boolean {
    const { budget, ceiling } = this.#allowance
    const next = this.#quickest
    if (elapsed + next <= (taken === 1 ? ceiling : budget)) return false
    const reachable = taken + Math.floor(Math.max(0, ceiling - elapsed) / Math.max(next, 1))
    return reachable < valuesNeeded(0.95)
  }

  /** Besides by counted rounds, a look comes when the budget ends; the data have no say in either. */
  #isLookDue({ counted, elapsed }: Measured): boolean {
    const wasOver = this.#isOverBudget
    this.#isOverBudget = counted >= MANY || elapsed >= this.#allowance.budget
    if (counted < this.#allowance.firstLook) return false
    return counted >= this.#nextLook || (this.#isOverBudget && !wasOver)
  }

  #isSettled({ counted, speedups }: Measured): boolean {
    const { confidence } = lookAfter(this.#looks, { last: false })
    this.#looks += 1
    this.#nextLook = Math.ceil(GROWTH * counted)
    const found = [...speedups(confidence)]
    const open = found.filter(([, speedup]) => standingOf(speedup) === 'open')
    const wide = this.#isOverBudget ? [] : found.filter(([, speedup]) => !isNarrow(speedup))
    this.#open =
      open.length > 0
        ? `(to tell ${list(open)} from serial)`
        : `(to tell ${list(wide)} more closely)`
    return open.length + wide.length === 0
  }
}

const list = (found: readonly (readonly [string, Estimate])[]): string =>
  found.map(([label, { value }]) => `${label} ${value.toFixed(2)}x`).join(', ')

const isNarrow = ({ interval }: Estimate): boolean =>
  interval !== null && interval.high <= NARROW * interval.low
