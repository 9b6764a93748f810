/** Numbers in shared memory, and the part of an output that a task fills. */
export interface Filling {
  numbers: Float64Array
  target: Float64Array
}

/** Takes both in its input, or as lanemark has it, the numbers alone, and what to fill as its third argument. */
export function roots(input: Float64Array | Filling, _: unknown, into?: Float64Array): number {
  const { numbers, target } = 'numbers' in input ? input : { numbers: input, target: into! }
  let sum = 0
  for (let at = 0; at < numbers.length; at += 1) {
    const root = Math.sqrt(numbers[at]!)
    target[at] = root
    sum += root
  }
  return sum
}
