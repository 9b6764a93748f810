/** The calls of a comparison whose inputs are divided, by name. Pure. */
import type { Divided, TaskTime } from '../model.ts'

type Named = Pick<TaskTime, 'input' | 'result'>

/**
 * @param wholes the inputs, with what the kernel returned for each
 * @param owners of each call, in their order, the index of its input
 * @returns the calls, such as `63 (2 of 16)`, and how many each input has
 */
export function partsOf(
  wholes: readonly Named[],
  owners: readonly number[],
): { inputs: Named[]; calls: Divided['inputs'] } {
  const counts = wholes.map(() => 0)
  const places = owners.map((owner) => {
    counts[owner] = (counts[owner] ?? 0) + 1
    return counts[owner]
  })
  const inputs = owners.map((owner, call): Named => {
    const { input, result } = wholes[owner] as Named
    const count = counts[owner] as number
    return { input: count === 1 ? input : `${input} (${places[call]} of ${count})`, result }
  })
  const calls = wholes.map(({ input, result }, index) => ({
    input,
    calls: counts[index] as number,
    result,
  }))
  return { inputs, calls }
}
