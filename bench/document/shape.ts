/** Inputs on a smaller scale whose calls have the shares of the work that larger ones have. */
import { serial } from 'lanemark'
import type { Kernel } from 'lanemark'
import { taskRuns } from '../../src/explain/runs.ts'
import { median } from '../../src/stats/quantile.ts'

/** Passes over the candidates; the quickest call of each counts, for what disturbs only adds. */
const PASSES = 3

/** A number that may take an input's place, and what its call takes. */
export interface Candidate {
  input: number
  time: number
}

/**
 * What each call takes, ms, in the order of the inputs. Not its CPU time: of some milliseconds the
 * system tells that too coarsely.
 */
export async function timesOf(
  subject: Kernel<number, unknown>,
  inputs: readonly number[],
): Promise<number[]> {
  await using executor = serial()
  const passes: number[][] = []
  for (let pass = 0; pass < PASSES; pass += 1) {
    const run = await executor.run(subject, inputs)
    passes.push(taskRuns(run).map(({ started, ended }) => ended - started))
  }
  return inputs.map((_, index) => Math.min(...passes.map((times) => times[index] ?? Infinity)))
}

/**
 * The candidates with times as a power of the input gives them: the slope of their logarithms is the
 * median of all pairs' (Theil-Sen), so that a call that met a busy moment does not matter.
 */
export function smoothed(candidates: readonly Candidate[]): Candidate[] {
  const points = candidates.map(({ input, time }) => [Math.log(input), Math.log(time)] as const)
  const slopes = points.flatMap(([x, y], at) =>
    points.slice(at + 1).flatMap(([other, z]) => (other === x ? [] : [(z - y) / (other - x)])),
  )
  const power = median(slopes)
  const factor = median(points.map(([x, y]) => y - power * x))
  return candidates.map(({ input }) => ({ input, time: Math.exp(factor) * input ** power }))
}

/**
 * The inputs, one for each share, whose shares of their common work are nearest to those wanted: by
 * the largest of the differences.
 *
 * @param places candidates for each share, at least one
 */
export function nearest(
  shares: readonly number[],
  places: readonly (readonly Candidate[])[],
): number[] {
  const distance = (chosen: readonly Candidate[]): number => {
    const total = chosen.reduce((sum, { time }) => sum + time, 0)
    return Math.max(...shares.map((share, index) => Math.abs(share - chosen[index]!.time / total)))
  }
  const all = places.reduce<Candidate[][]>(
    (chosen, place) => chosen.flatMap((some) => place.map((one) => [...some, one])),
    [[]],
  )
  const best = all.reduce((one, other) => (distance(other) < distance(one) ? other : one))
  return best.map(({ input }) => input)
}
