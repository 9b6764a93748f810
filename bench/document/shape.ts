/** Inputs on a smaller scale whose calls have the shares of the work that larger ones have. */
import { serial } from 'lanemark'
import type { Kernel } from 'lanemark'
import { cpuShare, taskRuns } from '../../src/explain/runs.ts'

/** Passes over the candidates; the quickest call of each counts, for what disturbs only adds. */
const PASSES = 3

/** A number that may take an input's place, and what its call takes. */
export interface Candidate {
  input: number
  time: number
}

/** CPU time of each call, ms, in the order of the inputs. */
export async function timesOf(
  subject: Kernel<number, unknown>,
  inputs: readonly number[],
): Promise<number[]> {
  await using executor = serial()
  const passes: number[][] = []
  for (let pass = 0; pass < PASSES; pass += 1) {
    const run = await executor.run(subject, inputs)
    passes.push(taskRuns(run).map((task) => cpuShare(task) ?? task.ended - task.started))
  }
  return inputs.map((_, index) => Math.min(...passes.map((times) => times[index] ?? Infinity)))
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
