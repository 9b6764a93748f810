/** Kernels over buffers. */

/** Adds one to each number of shared memory, and says what kind of memory it saw. */
export function increment(numbers: Int32Array): string {
  for (let index = 0; index < numbers.length; index += 1) Atomics.add(numbers, index, 1)
  return Object.prototype.toString.call(numbers.buffer)
}

/** As `increment`, for shared memory that comes without a view. */
export function incrementBare(memory: SharedArrayBuffer): string {
  return increment(new Int32Array(memory))
}

export function sum(numbers: Float64Array): number {
  return numbers.reduce((total, number) => total + number, 0)
}

/** A value that can cross to no worker. */
export function closure(): { inner: { call: () => number } } {
  return { inner: { call: () => 1 } }
}

/** Twice the numbers, into what is to be filled; says how many. */
export function double(numbers: Float64Array, _: unknown, target: Float64Array): number {
  for (const [index, number] of numbers.entries()) target[index] = 2 * number
  return target.length
}

export async function doubleLater(
  numbers: Float64Array,
  _: unknown,
  target: Float64Array,
): Promise<number> {
  await Promise.resolve()
  return double(numbers, _, target)
}

/** Whether the memory of the context is the same object in all calls, and what it holds. */
let met: ArrayBufferLike | null = null
export function meetTable(index: number, table: Float64Array): { same: boolean; value: number } {
  const same = met === null || met === table.buffer
  met = table.buffer
  return { same, value: table[index] ?? Number.NaN }
}

/** As large a result as the input says; the last one again for 0. */
let last = new Float64Array(0)
export function produce(length: number): { list: Float64Array[] } {
  if (length > 0) last = new Float64Array(length).fill(length)
  return { list: [last] }
}

/** Ends the worker on a negative number. */
export function guarded(numbers: Float64Array): number {
  if ((numbers[0] ?? 0) < 0) process.exit(3)
  return sum(numbers)
}
