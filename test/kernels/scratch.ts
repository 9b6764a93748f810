/** Kernels that use a piece of memory again and again. */
const scratch = { value: 0, list: [0] }

/** Always the same object, changed each time. */
export function reuse(value: number): { value: number; list: number[] } {
  scratch.value = value
  scratch.list[0] = value
  return scratch
}

/** Changes its input. */
export function consume(input: { left: number }): number {
  input.left -= 1
  return input.left
}

const hoard: unknown[] = []

/** Keeps so many MiB for ever; says which process it is. */
export function keep(size: number): number {
  hoard.push(new Uint8Array(size * 2 ** 20).fill(1))
  return process.pid
}
