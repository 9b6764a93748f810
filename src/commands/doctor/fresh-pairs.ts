/**
 * Two fresh processes of the same code that take turns, again and again: what a gate does with base and
 * head, where nothing has changed. Whatever they differ by is the machine's.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { flagsFor } from '../../gate/arms/flags.ts'
import { blockOf } from '../../gate/decide/blocks.ts'
import type { RowTimes } from '../../gate/decide/blocks.ts'
import { sameAddresses } from '../../gate/machine/addresses.ts'
import { keepAwake } from '../../gate/machine/awake.ts'
import { measuringCore } from '../../gate/machine/measuring-core.ts'
import { median } from '../../stats/quantile.ts'

/** Turns of each process of a pair. */
const TURNS = 10

export interface FreshPairs {
  /** One of each pair: the median time of its turns, ms. */
  times: number[]
  /** Each pair's ln(one / other), as a block of the gate has it. */
  changes: number[]
}

/**
 * @param count how many pairs, one after another
 * @param told before each pair, with its number from 1
 * @throws {Error} where a process ends before it should
 */
export async function measurePairs(
  count: number,
  told: (pair: number) => void,
  signal: AbortSignal,
): Promise<FreshPairs> {
  const core = measuringCore()
  const awake = keepAwake(core)
  const pairs: FreshPairs = { times: [], changes: [] }
  awake.spin()
  try {
    for (let pair = 1; pair <= count; pair += 1) {
      told(pair)
      const rows = await rowsOf(core, pair, signal)
      const change = blockOf(rows)
      pairs.times.push(median(rows.map(({ base }) => base)))
      if (change.state === 'counted') pairs.changes.push(change.change)
    }
    return pairs
  } finally {
    awake.close()
  }
}

async function rowsOf(core: number | null, seed: number, signal: AbortSignal): Promise<RowTimes[]> {
  const [one, other] = [startProcess(core, seed), startProcess(core, seed)]
  try {
    await Promise.all([one.next(signal), other.next(signal)])
    const rows: RowTimes[] = []
    for (let turn = 0; turn < TURNS; turn += 1) {
      // who comes first may have it better: each of them does as often
      const [first, second] = turn % 2 === 0 ? [one, other] : [other, one]
      const [early, late] = [await first.turn(signal), await second.turn(signal)]
      const [base, head] = turn % 2 === 0 ? [early, late] : [late, early]
      rows.push({ base, head, again: null })
    }
    return rows
  } finally {
    one.end()
    other.end()
  }
}

const file = fileURLToPath(new URL(`./fixed-process${extname(import.meta.url)}`, import.meta.url))

/** As the gate starts its arms. */
function startProcess(core: number | null, seed: number) {
  const place = core === null ? [] : ['taskset', '-c', String(core)]
  const line: string[] = [...place, ...sameAddresses(), process.execPath, ...flagsFor(seed), file]
  const [command = '', ...words] = line
  const child = spawn(command, words, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const ended = new AbortController()
  child.once('error', (error) => ended.abort(error))
  child.once('exit', () =>
    ended.abort(new Error('a process with the fixed computation ended early')),
  )
  const next = async (signal: AbortSignal): Promise<unknown> => {
    const either = AbortSignal.any([signal, ended.signal])
    const [told] = (await once(child, 'message', { signal: either }).catch(() => {
      throw either.reason
    })) as unknown[]
    return told
  }
  return {
    next,
    async turn(signal: AbortSignal): Promise<number> {
      const answer = next(signal)
      child.send('turn')
      return Number(await answer)
    },
    end: () => void child.kill('SIGKILL'),
  }
}
