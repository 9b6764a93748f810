/**
 * Holds the stated break-even against the clock: calls of half and of twice the duration from which
 * a pool is said to pay are measured in serial and in the pool, in turns. At half the pool must be
 * slower, at twice it must be faster: the sign is checked, with its interval, and not a time.
 *
 * `node bench/break-even/main.ts` ends with 1 where a sign is wrong.
 */
import { kernel, processes, serial, threads } from 'lanemark'
import type { Executor, Kernel } from 'lanemark'
import { breakEvenDuration, callCost } from '../../src/explain/break-even.ts'
import type { CallCost } from '../../src/explain/break-even.ts'
import { median } from '../../src/stats/quantile.ts'
import { pairedRatio } from '../../src/stats/paired-ratio.ts'
import { stepsPerMicrosecond } from '../peers/calibrate.ts'

interface Calls {
  name: string
  kernel: Kernel<never, number>
  /** One call that computes for so many steps. */
  input: (steps: number) => unknown
}

type Spin = (input: never) => number

const module = new URL('./kernels.ts', import.meta.url)

const KINDS: readonly Calls[] = [
  { name: 'numbers', kernel: kernel<Spin>(module, 'spin'), input: (steps) => steps },
  {
    name: 'small objects',
    kernel: kernel<Spin>(module, 'spinObject'),
    input: (steps) => ({ steps, name: 'a text', tags: ['one', 'two'] }),
  },
]

const COUNT = 20_000
const ROUNDS = 21
const FACTORS = [0.5, 2]

const list = (calls: Calls, steps: number): never[] =>
  Array.from({ length: COUNT }, () => calls.input(steps)) as never[]

/** What a call costs on its way, from calls that do nothing else. */
async function costOf(pool: Executor, calls: Calls): Promise<CallCost> {
  const inputs = list(calls, 0)
  const costs: CallCost[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const { trips } = await pool.run(calls.kernel, inputs, { times: 'chunks' })
    const cost = callCost(trips)
    if (cost !== null) costs.push(cost)
  }
  return {
    packing: median(costs.map(({ packing }) => packing)),
    message: median(costs.map(({ message }) => message)),
  }
}

/** serial / pool, round by round. */
async function speedup(pool: Executor, alone: Executor, calls: Calls, steps: number) {
  const inputs = list(calls, steps)
  const [one, other]: [number[], number[]] = [[], []]
  for (let round = -2; round < ROUNDS; round += 1) {
    const turns = [
      { on: alone, times: one },
      { on: pool, times: other },
    ]
    for (const { on, times } of round % 2 === 0 ? turns : turns.toReversed()) {
      const begun = performance.now()
      await on.map(calls.kernel, inputs)
      if (round >= 0) times.push(performance.now() - begun)
    }
  }
  return pairedRatio(one, other)
}

async function check(pool: Executor, alone: Executor, calls: Calls, perStep: number) {
  const cost = await costOf(pool, calls)
  const size = { count: COUNT, workers: pool.workers }
  const from = breakEvenDuration(cost, size, pool.workers)
  if (from === null) throw new Error('a pool of one worker has no break-even')
  let right = true
  for (const factor of FACTORS) {
    const { value, interval } = await speedup(pool, alone, calls, (factor * from) / perStep)
    const sure = interval === null ? [value, value] : [interval.low, interval.high]
    const fits = factor < 1 ? sure[0]! < 1 : sure[1]! > 1
    right &&= fits
    console.log(
      `${pool.mode.padEnd(10)} ${calls.name.padEnd(14)} pays from ${(1000 * from).toFixed(2)} us; ` +
        `at ${factor} times that ${value.toFixed(2)}x [${sure.map((end) => end.toFixed(2)).join(', ')}] ` +
        (fits ? 'as stated' : 'NOT as stated'),
    )
  }
  return right
}

const perStep = 1 / (1000 * stepsPerMicrosecond())
await using alone = serial()
let right = true
for (const pool of [threads(), processes()]) {
  for (const calls of KINDS) right = (await check(pool, alone, calls, perStep)) && right
  await pool.close()
}
process.exitCode = right ? 0 : 1
