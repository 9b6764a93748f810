/**
 * Hartigan's dip: how far the values are from having one peak. J. A. and P. M. Hartigan, "The dip
 * test of unimodality" (The Annals of Statistics 13, 1985); the way of finding it is theirs too.
 */
import { sorted } from './quantile.ts'

/** The distribution's steps: distinct values, with how many lie below each, and how many up to it. */
interface Steps {
  at: number[]
  below: number[]
  upTo: number[]
}

function stepsOf(ascending: Float64Array): Steps {
  const steps: Steps = { at: [], below: [], upTo: [] }
  ascending.forEach((value, index) => {
    const last = steps.at.length - 1
    if (steps.at[last] === value) steps.upTo[last] = index + 1
    else {
      steps.at.push(value)
      steps.below.push(index)
      steps.upTo.push(index + 1)
    }
  })
  return steps
}

/** A hull over a range of steps: which of them it rests on, and its height at every one. */
interface Hull {
  corners: number[]
  heights: number[]
}

/**
 * The greatest convex function under the heights from step `low` to step `high`; with `sign` -1 the
 * least concave one above them.
 */
function hullOf(
  at: readonly number[],
  heights: readonly number[],
  { low, high }: Range,
  sign: 1 | -1,
): Hull {
  const slope = (from: number, to: number): number =>
    (sign * (heights[to]! - heights[from]!)) / (at[to]! - at[from]!)
  const corners: number[] = []
  for (let step = low; step <= high; step++) {
    while (
      corners.length > 1 &&
      slope(corners.at(-2)!, corners.at(-1)!) >= slope(corners.at(-1)!, step)
    )
      corners.pop()
    corners.push(step)
  }
  const along: number[] = []
  for (const [index, from] of corners.entries()) {
    along[from] = heights[from]!
    const to = corners[index + 1] ?? from
    for (let step = from + 1; step < to; step++)
      along[step] = heights[from]! + sign * slope(from, to) * (at[step]! - at[from]!)
  }
  return { corners, heights: along }
}

/** Where the peak may lie: from step `low` to step `high`, both included. */
interface Range {
  low: number
  high: number
}

/**
 * The largest distance between the values' distribution function and the nearest one with a single
 * peak: convex up to the peak and concave from there on. The peak itself may hold any share.
 *
 * @param values in any order; ties may be among them
 * @returns a share, from 1 / 2n (one peak; 0 where all values are the same) to 1/4 (two points)
 * @throws {RangeError} when there are no values, or one of them is not a finite number
 */
export function dip(values: readonly number[]): number {
  const { at, below, upTo } = stepsOf(sorted(values))
  let range: Range = { low: 0, high: at.length - 1 }
  // twice the dip, counted in values
  let distance = 0
  while (range.low < range.high) {
    const under = hullOf(at, below, range, 1)
    const over = hullOf(at, upTo, range, -1)
    const apart = (step: number): number => over.heights[step]! - under.heights[step]!
    const next = narrowed(under.corners, over.corners, apart)
    if (next.apart <= distance) break
    for (let step = range.low; step < next.low; step++)
      distance = Math.max(distance, upTo[step]! - under.heights[step]!)
    for (let step = next.high + 1; step <= range.high; step++)
      distance = Math.max(distance, over.heights[step]! - below[step]!)
    range = next
  }
  return distance / (2 * values.length)
}

/** Where the hulls are furthest apart, and the part of the range around it that both bend at. */
function narrowed(
  under: readonly number[],
  over: readonly number[],
  apart: (step: number) => number,
): Range & { apart: number } {
  const furthest = (corners: readonly number[]): number =>
    corners.reduce((best, step) => (apart(step) > apart(best) ? step : best))
  const [first, second] = [furthest(under), furthest(over)]
  if (apart(first) >= apart(second)) {
    return { low: first, high: over.find((step) => step >= first)!, apart: apart(first) }
  }
  return { low: under.findLast((step) => step <= second)!, high: second, apart: apart(second) }
}
