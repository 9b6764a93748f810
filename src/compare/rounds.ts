/** How many rounds a comparison takes: until what is in question is settled, within a ceiling. */
import { standingOf } from '../explain/standing.ts'
import type { Ending, Estimate } from '../model.ts'
import { valuesNeeded } from '../stats/interval.ts'
import { lookAfter } from '../stats/looks.ts'
import type { ResolvedCompare } from './options.ts'

/** Rounds go on for so many times the budget at most. */
const CEILING = 3

/** More rounds than this are not worth their time while nothing is open, */
const MOST_PLANNED = 60
/** and more than this in no case, of those that count. */
const MOST_COUNTED = 180

/** From look to look the rounds that count grow by so much. */
const GROWTH = 1.5

/** Within the budget rounds go on until no interval's ends are further apart than this ratio. */
const NARROW = 1.1

export interface Allowance {
  /** Rounds within the budget, or exactly as many as were asked for. */
  planned: number
  /** Rounds within the ceiling, short ones included; as many as planned where those are exact. */
  most: number
  /** Ms; null where rounds were asked for. */
  budget: number | null
  /** Rounds that count before the first look. */
  firstLook: number
}

/**
 * @param duration of a round, ms, as far as that is known
 * @param first how many rounds a budget gives in any case
 */
export function allowanceFor(
  { rounds, budget, least }: Pick<ResolvedCompare, 'rounds' | 'budget' | 'least'>,
  duration: number,
  first: number,
): Allowance {
  const firstLook = least
  if (rounds !== null) return { planned: rounds, most: rounds, budget: null, firstLook }
  const within = (time: number): number => Math.floor(time / Math.max(duration, 1))
  const planned = Math.min(MOST_PLANNED, Math.max(first, within(budget)))
  const most = within(CEILING * budget)
  // without an interval in sight more rounds would settle nothing
  return { planned, most: most < valuesNeeded(0.95) ? planned : most, budget, firstLook }
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

export class Rounds {
  readonly allowance: Allowance
  readonly #measured: () => Measured
  /** Looks that may not have been the last. */
  #looks = 0
  #nextLook: number
  #isOverBudget = false
  #isSettled = false
  /** What the last look left open, in words. */
  #open: string | null = null

  constructor(allowance: Allowance, measured: () => Measured) {
    this.allowance = allowance
    this.#nextLook = allowance.firstLook
    this.#measured = measured
  }

  /** Asked after each round: whether there is another. */
  goesOn(): boolean {
    const measured = this.#measured()
    const { planned, most, budget } = this.allowance
    if (measured.taken >= most) return false
    if (budget === null || planned === most) return true
    const { taken, counted, elapsed } = measured
    if (elapsed + elapsed / taken > CEILING * budget || counted >= MOST_COUNTED) return false
    if (this.#isLookDue(measured, budget)) this.#look(measured)
    return !this.#isSettled
  }

  /** Why there was no further round. */
  get ending(): Omit<Ending, 'open'> {
    const { planned, most, budget } = this.allowance
    if (budget === null) return { reason: 'asked', budget, ceiling: null, looks: 1 }
    if (planned === most) return { reason: 'slow', budget, ceiling: null, looks: 1 }
    const [reason, looks] = this.#isSettled
      ? (['settled', this.#looks] as const)
      : (['ceiling', this.#looks + 1] as const)
    return { reason, budget, ceiling: CEILING * budget, looks }
  }

  /** For those who watch: what the round is for, and how long all may still take, ms. */
  progress(round: number, duration: number): { waits: string; left: number } {
    const { planned, most, budget, firstLook } = this.allowance
    if (budget === null || planned === most) {
      return { waits: `of ${planned}`, left: (planned - round) * duration }
    }
    const { there, elapsed } = this.#measured()
    const until = this.#isOverBudget ? CEILING * budget : budget
    return {
      waits: this.#open ?? `(${there} of ${firstLook} with their cores so far)`,
      left: Math.max(0, until - elapsed),
    }
  }

  /** Besides by counted rounds, a look comes when the budget ends; the data have no say in either. */
  #isLookDue({ counted, elapsed }: Measured, budget: number): boolean {
    const wasOver = this.#isOverBudget
    this.#isOverBudget = counted >= this.allowance.planned || elapsed >= budget
    if (counted < this.allowance.firstLook) return false
    return counted >= this.#nextLook || (this.#isOverBudget && !wasOver)
  }

  #look({ counted, speedups }: Measured): void {
    const { confidence } = lookAfter(this.#looks, { last: false })
    this.#looks += 1
    this.#nextLook = Math.ceil(GROWTH * counted)
    const found = [...speedups(confidence)]
    const open = found.filter(([, speedup]) => standingOf(speedup) === 'open')
    const wide = this.#isOverBudget ? [] : found.filter(([, speedup]) => !isNarrow(speedup))
    this.#isSettled = open.length + wide.length === 0
    this.#open =
      open.length > 0
        ? `(to tell ${list(open)} from serial)`
        : `(to tell ${list(wide)} more closely)`
  }
}

const list = (found: readonly (readonly [string, Estimate])[]): string =>
  found.map(([label, { value }]) => `${label} ${value.toFixed(2)}x`).join(', ')

const isNarrow = ({ interval }: Estimate): boolean =>
  interval !== null && interval.high <= NARROW * interval.low
