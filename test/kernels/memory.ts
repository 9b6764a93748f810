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
