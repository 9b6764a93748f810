/**
 * The dip by its definition, slowly: for each place of the peak the least distance that leaves room
 * for a function convex before it and concave after it, and the smallest of these. A peak between
 * two values does no better than one at either of them.
 */

/** Distinct values with how many lie below each (`lower`) and up to it (`upper`). */
interface Step {
  at: number
  lower: number
  upper: number
}

type Key = 'lower' | 'upper'

const on = (key: Key, one: Step, other: Step, at: number): number =>
  one[key] + ((other[key] - one[key]) * (at - one.at)) / (other.at - one.at)

/** All triples in their order. */
function triples(steps: readonly Step[]): [Step, Step, Step][] {
  return steps.flatMap((one, i) =>
    steps
      .slice(i + 1)
      .flatMap((two, j) =>
        steps.slice(i + j + 2).map((three): [Step, Step, Step] => [one, two, three]),
      ),
  )
}

/**
 * What bounds the function at the peak: `value + slack * distance`, for each way in which the other
 * steps (the nearest to the peak first) force it there.
 */
function bounds(peak: Step, others: readonly Step[], side: 'before' | 'after') {
  const [near, far]: [Key, Key] = side === 'before' ? ['upper', 'lower'] : ['lower', 'upper']
  return [
    { value: peak[far], slack: 1 },
    ...others.flatMap((one, index) => [
      { value: one[near], slack: 1 },
      ...others.slice(index + 1).map((other) => {
        const reach = Math.abs((peak.at - one.at) / (one.at - other.at))
        return { value: one[near] + (one[near] - other[far]) * reach, slack: 1 + 2 * reach }
      }),
    ]),
  ]
}

function distanceAt(steps: readonly Step[], index: number): number {
  const peak = steps[index]!
  const [before, after] = [steps.slice(0, index), steps.slice(index + 1)]
  const jumps = [...before, ...after].map(({ lower, upper }) => (upper - lower) / 2)
  const convex = triples([...before, peak]).map(
    ([one, two, three]) => (two.upper - on('lower', one, three, two.at)) / 2,
  )
  const concave = triples([peak, ...after]).map(
    ([one, two, three]) => (on('upper', one, three, two.at) - two.lower) / 2,
  )
  const least = bounds(peak, before.toReversed(), 'before')
  const most = bounds(peak, after, 'after')
  const rising = least.flatMap((low) =>
    most.map((high) => (low.value - high.value) / (low.slack + high.slack)),
  )
  return Math.max(0, ...jumps, ...convex, ...concave, ...rising)
}

/** @param values at most a dozen: the work grows with their fifth power */
export function dipByDefinition(values: readonly number[]): number {
  const steps = [...new Set(values)]
    .toSorted((one, other) => one - other)
    .map((at): Step => ({
      at,
      lower: values.filter((value) => value < at).length,
      upper: values.filter((value) => value <= at).length,
    }))
  return Math.min(...steps.map((_, index) => distanceAt(steps, index))) / values.length
}
