/** Counting in memory that others count in as well. */

/** The counter, and before it how many tasks are ready: they begin together, or meet too seldom. */
export interface Count {
  shared: SharedArrayBuffer
  tasks: number
  times: number
}

/** Ms that a task waits for the others. */
const PATIENCE = 5000

/** Reads, adds and writes, as `++` does. */
export function countPlainly({ shared, tasks, times }: Count): void {
  const cells = meet(shared, tasks)
  for (let step = 0; step < times; step += 1) cells[1] = (cells[1] as number) + 1
}

/** One indivisible step. */
export function countAtomically({ shared, tasks, times }: Count): void {
  const cells = meet(shared, tasks)
  for (let step = 0; step < times; step += 1) Atomics.add(cells, 1, 1)
}

/** Lets other tasks of the event loop run between two steps, but not within one. */
export async function countBetweenAwaits({ shared, times }: Count): Promise<void> {
  const cells = new Int32Array(shared)
  for (let step = 0; step < times; step += 1) {
    cells[1] = (cells[1] as number) + 1
    await Promise.resolve()
  }
}

/** Lets other tasks of the event loop run between reading and writing. */
export async function countAcrossAwaits({ shared, times }: Count): Promise<void> {
  const cells = new Int32Array(shared)
  for (let step = 0; step < times; step += 1) {
    const before = cells[1] as number
    await Promise.resolve()
    cells[1] = before + 1
  }
}

function meet(shared: SharedArrayBuffer, tasks: number): Int32Array {
  const cells = new Int32Array(shared)
  Atomics.add(cells, 0, 1)
  const end = performance.now() + PATIENCE
  while (Atomics.load(cells, 0) < tasks && performance.now() < end);
  return cells
}
