/** Claim 5: what cannot cross, what is not shared, and what memory costs on its way to a worker. */
import { kernel, LanemarkError, processes, threads } from 'lanemark'
import type { Executor, FactTable } from 'lanemark'
import type { countCalls, echo, weigh } from '../kernels/echo.ts'
import { countCalls as countHere } from '../kernels/echo.ts'
import { facts, milliseconds } from './figures.ts'
import { buffer, shared } from './payloads.ts'

const module = new URL('../kernels/echo.ts', import.meta.url)

const REPETITIONS = 6

/** What an executor makes of a value: `it crosses`, or the code of its refusal. */
async function attempt(executor: Executor, value: unknown): Promise<string> {
  try {
    await executor.map(kernel<typeof echo>(module, 'echo'), [value])
    return 'it crosses'
  } catch (error) {
    return error instanceof LanemarkError ? `refused: ${error.code}` : 'refused'
  }
}

export interface Borders {
  table: FactTable
  /** Whether a process refused shared memory. */
  refused: boolean
  /** Whether the calls that a process counted in its module were not counted in this one. */
  apart: boolean
}

export async function borders(): Promise<Borders> {
  await using thread = threads({ workers: 1 })
  await using process_ = processes({ workers: 1 })
  const values: [name: string, value: unknown][] = [
    ['SharedArrayBuffer', new SharedArrayBuffer(8)],
    ['function', () => 1],
    ['symbol', Symbol('a symbol')],
  ]
  const rows: string[][] = []
  for (const [name, value] of values) {
    rows.push([name, await attempt(thread, value), await attempt(process_, value)])
  }
  const counting = kernel<typeof countCalls>(module, 'countCalls')
  const inThread = await thread.map(counting, [undefined, undefined, undefined])
  const inProcess = await process_.map(counting, [undefined, undefined, undefined])
  const here = countHere() - 1
  const counted = (calls: readonly number[]): string => `${calls.at(-1)} there, ${here} here`
  rows.push(['calls counted in a variable of the module', counted(inThread), counted(inProcess)])
  return {
    table: facts('What crosses, and what is shared', ['value', 'threads', 'processes'], rows),
    refused: rows[0]?.[2] === 'refused: cannot-cross',
    apart: here === 0 && inProcess.at(-1) === 3,
  }
}

/** There only: the answer is a number. */
export async function oneWay(size: number): Promise<FactTable> {
  await using thread = threads({ workers: 1 })
  await using process_ = processes({ workers: 1 })
  const transfer = (value: ArrayBuffer): ArrayBuffer[] => [value]
  const ways = [
    { name: 'threads, copied', executor: thread, make: buffer, options: {} },
    { name: 'threads, moved', executor: thread, make: buffer, options: { transfer } },
    { name: 'threads, shared', executor: thread, make: shared, options: {} },
    { name: 'processes, copied', executor: process_, make: buffer, options: {} },
  ]
  const times = ways.map((): number[] => [])
  // the first turn is a warm-up
  for (let turn = 0; turn <= REPETITIONS; turn += 1) {
    for (const [index, { executor, make, options }] of ways.entries()) {
      const input = make(size).value
      const { makespan } = await executor.run(
        kernel<typeof weigh>(module, 'weigh'),
        [input],
        options,
      )
      if (turn > 0) times[index]?.push(makespan)
    }
  }
  const title = `A buffer of ${size / 2 ** 20} MiB to a worker that reads it, one way`
  const rows = ways.map(({ name }, index) => [name, milliseconds(times[index] ?? [])])
  return facts(title, ['way', 'time'], rows)
}
