/** A simulated course of prices. */
export interface Course {
  /** Where the random numbers begin. */
  seed: number
  steps: number
}

/**
 * The largest fall from a peak in a random walk of prices, written as numeric code is: an array for
 * each step of the reckoning. At four million steps each is 32 MiB of fresh memory, every page of
 * which the system has to hand out.
 */
export function maxDrawdown({ seed, steps }: Course): number {
  const prices = walk(seed, steps)
  const peaks = highest(prices)
  let fall = 0
  for (let step = 0; step < steps; step += 1) {
    fall = Math.max(fall, (peaks[step] ?? 0) - (prices[step] ?? 0))
  }
  return fall
}

function walk(seed: number, steps: number): Float64Array {
  const prices = new Float64Array(steps)
  let state = seed
  let price = 0
  for (let step = 0; step < steps; step += 1) {
    // the linear congruential generator of Numerical Recipes
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    price += state
    prices[step] = price
  }
  return prices
}

function highest(prices: Float64Array): Float64Array {
  const peaks = new Float64Array(prices.length)
  let peak = -Infinity
  for (let step = 0; step < prices.length; step += 1) {
    peak = Math.max(peak, prices[step] ?? 0)
    peaks[step] = peak
  }
  return peaks
}
