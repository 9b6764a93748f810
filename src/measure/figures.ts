/** What was timed, without the loop's and the clock's share: the figures of a group. */
import type { BenchTask, Clock, Estimate, Interval, Latency } from '../model.ts'
import { medianEstimate } from '../stats/median-interval.ts'
import { pairedRatio } from '../stats/paired-ratio.ts'
import { median } from '../stats/quantile.ts'
import type { Subject, TurnResult } from './subject.ts'

/**
 * A processor works on the loop while it waits for the function: anything from none to all of an
 * empty loop's time may show in a call. Half of it is taken off, and the other half is uncertainty.
 */
const SHOWN = 0.5

/** One function's figures, before it is compared with the others. */
export interface Figures {
  name: string
  latency: Latency
  /** Ms that were taken off each call besides the clock's cost. */
  off: number
  /** Ms by which the clock's grain and the loop's uncertainty may shift all its turns alike. */
  shift: number
  turns: TurnResult[]
}

/** The share of what measures in a call, ms. */
interface Share {
  /** Without the clock's cost, which is off already. */
  loop: Estimate | null
  /** How far the loop may really be from its estimate. */
  uncertainty: { below: number; above: number }
  /** The clock's grain as one call feels it. */
  grain: number
  /** What an empty call would take, clock included; null where nobody timed it. */
  floor: number | null
}

/**
 * @param subject of which there is at least one turn
 * @param loop of the group; only what was timed in it has its share taken off
 */
export function figuresOf(subject: Subject, clock: Clock, loop: Estimate | null): Figures {
  const share = shareOf(subject, clock, loop)
  const off = (share.loop?.value ?? 0) * SHOWN
  const turns = subject.turns.map(({ round, duration }) => ({ round, duration: duration - off }))
  const shift = share.grain + Math.max(share.uncertainty.below, share.uncertainty.above)
  const centre = widened(medianEstimate(turns.map(({ duration }) => duration)), share)
  const mean = subject.mean - off
  return { name: subject.name, latency: latencyOf(centre, mean, share), off, shift, turns }
}

function shareOf(subject: Subject, clock: Clock, loop: Estimate | null): Share {
  const { alone, tells, async } = subject.caller
  const calls = alone ? 1 : subject.batch
  const grain = clock.resolution / calls
  const none = { below: 0, above: 0 }
  if (tells) return { loop: null, uncertainty: none, grain, floor: null }
  const reading = clock.cost / calls
  // to be awaited belongs to an asynchronous call, and takes far longer than the loop around it
  if (alone || async !== false || loop === null)
    return { loop: null, uncertainty: none, grain, floor: alone ? reading : null }
  const { value, interval } = loop
  const { low, high } = interval ?? { low: 0, high: 2 * value }
  const hidden = value * SHOWN
  const uncertainty = {
    below: hidden + SHOWN * (value - low),
    above: hidden + SHOWN * (high - value),
  }
  return { loop, uncertainty, grain, floor: value + reading }
}

/** A clock with a grain cannot say that all calls took the same. */
function widened(estimate: Estimate, { grain, uncertainty }: Share): Estimate {
  const { interval } = estimate
  if (interval === null) return estimate
  const low = interval.low - grain - uncertainty.above
  const high = interval.high + grain + uncertainty.below
  return { ...estimate, interval: { ...interval, low, high } }
}

/**
 * A figure only where a call surely takes longer than an empty one: what is below that is a matter
 * of how the loop happens to lie in memory. Not even the median of the turns is one where the mean of
 * the calls is below that: the quick turns have many more of them.
 */
function latencyOf(centre: Estimate, mean: number, { floor, loop, grain }: Share): Latency {
  const { low, high } = centre.interval ?? { low: centre.value - grain, high: centre.value + grain }
  if (floor !== null && Math.min(low, mean) <= floor) {
    const against = loop === null ? 'clock' : 'loop'
    return { state: 'under', limit: Math.max(high, floor), against }
  }
  return { state: 'told', median: centre, mean }
}

/** The ratios to the fastest of those that have a figure; null for the fastest, and for the others. */
export function ratiosOf(all: readonly Figures[]): Map<string, BenchTask['ratio']> {
  const told = all.filter(({ latency }) => latency.state === 'told')
  const centre = ({ turns }: Figures): number => median(turns.map(({ duration }) => duration))
  const [fastest, ...others] = told.toSorted((one, other) => centre(one) - centre(other))
  if (fastest === undefined) return new Map()
  return new Map(others.map((one) => [one.name, ratioOf(one, fastest)]))
}

/** Round by round, over the rounds in which both had a turn. */
function ratioOf(one: Figures, fastest: Figures): Estimate | null {
  const byRound = new Map(fastest.turns.map(({ round, duration }) => [round, duration]))
  const pairs = one.turns.flatMap(({ round, duration }) => {
    const other = byRound.get(round)
    return other !== undefined && other > 0 && duration > 0 ? [[duration, other] as const] : []
  })
  if (pairs.length === 0) return null
  const ratio = pairedRatio(
    pairs.map(([duration]) => duration),
    pairs.map(([, other]) => other),
  )
  const relative = pairs.map(([duration, other]) => one.shift / duration + fastest.shift / other)
  return { ...ratio, interval: ratio.interval && stretched(ratio.interval, median(relative)) }
}

const stretched = ({ low, high, confidence }: Interval, by: number): Interval => ({
  low: low / (1 + by),
  high: high * (1 + by),
  confidence,
})
