/** Tables from what was measured in Node and in CPython. */
import type { ComparisonResult, FactTable } from 'lanemark'
import type { AtOnce, Lost } from './at-once.ts'
import type { Peak } from './fetching.ts'
import { facts, milliseconds, paired, ratio, single } from './figures.ts'
import type { Judged } from './five-seconds.ts'
import type { Variant } from './one-word.ts'
import type { Python } from './python.ts'

/** What `counter.py` prints. */
export interface PythonCounter {
  lost: number
  lostThroughCall: number
  gil: boolean
}

interface Timed {
  /** Seconds of wall time, and of the processor's. */
  seconds: number
  cpu: number
}

/** What `switching.py` prints: one entry a round. */
export type PythonRounds = Record<'plain' | 'threads' | 'processes', Timed>[]

/** What `fetch.py` prints: seconds, one entry a round. */
export type PythonFetches = Record<'plain' | 'threads', number>[]

/** What `payload.py` prints: seconds of each trip. */
export type PythonPayloads = Record<'threads' | 'processes', number[]> & {
  payload: string
  bytes: number
}

const NODE = `Node.js ${process.versions.node}`

export function coresTable(cores: AtOnce, python: Python | null, rounds: PythonRounds): FactTable {
  const of = (name: 'plain' | 'threads') =>
    ratio(rounds.map((all) => all[name].cpu / all[name].seconds))
  const rows: FactTable['rows'] = []
  if (cores.concurrent) {
    rows.push([NODE, 'concurrent', { estimate: cores.concurrent, unit: 'ratio' }])
  }
  if (cores.threads) rows.push([NODE, 'threads', { estimate: cores.threads, unit: 'ratio' }])
  if (python)
    rows.push([python.name, 'plain', of('plain')], [python.name, 'threads', of('threads')])
  return facts('Cores in use at once: CPU time / wall time', ['runtime', 'mode', 'cores'], rows)
}

export function lostTable(lost: Lost, python: Python | null, counter: PythonCounter | null) {
  const node = (how: string, count: number) => [NODE, how, single(count, 'count')]
  const rows: FactTable['rows'] = [
    node('threads, `++` in a SharedArrayBuffer', lost.threadsPlain),
    node('threads, Atomics.add', lost.threadsAtomic),
    node('one event loop, `++` between awaits', lost.betweenAwaits),
    node('one event loop, await between reading and writing', lost.acrossAwaits),
  ]
  if (python && counter) {
    const gil = counter.gil ? 'with its GIL' : 'without a GIL'
    rows.push(
      [python.name, `threads ${gil}, \`+= 1\``, single(counter.lost, 'count')],
      [python.name, `threads ${gil}, a call between`, single(counter.lostThroughCall, 'count')],
    )
  }
  const title = `Updates lost of ${lost.made.toLocaleString('en-US')} that two tasks made`
  return facts(title, ['runtime', 'how they count', 'lost'], rows)
}

/** How many times as fast as one after another. */
export function speedupTable(
  title: string,
  { cases }: ComparisonResult<unknown>,
  others: FactTable['rows'] = [],
): FactTable {
  const rows = cases.flatMap(({ label, speedup }): FactTable['rows'] =>
    speedup === null ? [] : [[NODE, label, { estimate: speedup, unit: 'ratio' }]],
  )
  return facts(title, ['runtime', 'mode', 'speedup'], [...rows, ...others])
}

export function pythonSpeedups(python: Python | null, rounds: PythonRounds): FactTable['rows'] {
  if (python === null) return []
  const of = (name: 'plain' | 'threads' | 'processes') => rounds.map((all) => all[name].seconds)
  return (['threads', 'processes'] as const).map((name) => {
    return [python.name, name, paired(of('plain'), of(name))]
  })
}

export function pythonFetchSpeedup(python: Python, rounds: PythonFetches): FactTable['rows'] {
  const plain = rounds.map((all) => all.plain)
  const pool = rounds.map((all) => all.threads)
  return [[python.name, 'threads x10', paired(plain, pool)]]
}

export const peakTable = (peaks: readonly Peak[]): FactTable =>
  facts(
    'Requests under way at once, as the server saw them',
    ['mode', 'at most'],
    peaks.map(({ label, peak }) => [label, single(peak, 'count')]),
  )

export function pythonPayloadTable(python: Python, payloads: readonly PythonPayloads[]): FactTable {
  const ms = (seconds: readonly number[]) => milliseconds(seconds.map((value) => value * 1000))
  const rows = payloads.flatMap(({ payload, bytes, ...pools }) =>
    (['threads', 'processes'] as const).map((pool) => {
      const crossed = single(pool === 'threads' ? 0 : 2 * bytes, 'bytes', 'the size of the pickle')
      return [payload, pool, crossed, ms(pools[pool])]
    }),
  )
  const title = `${python.name}: there and back, threads share and processes pickle`
  return facts(title, ['payload', 'mode', 'bytes', 'time'], rows)
}

export function wordTable(name: string, variants: readonly Variant[]): FactTable {
  const rows = variants.map(({ word, changes, output }) => [
    word,
    changes.length === 0 ? 'the text itself' : changes.join(', '),
    output === null ? 'failed' : output === variants[0]?.output ? 'the same' : 'something else',
  ])
  return facts(`${name}: one text`, ['program', 'words that differ', 'printed'], rows)
}

export function shareTable(judged: readonly Judged[]): FactTable {
  const note = 'calculated from single measurements'
  const cell = (value: number) => single(value, 'ratio', note)
  const rows = judged.map(({ of, longest, best, attained, saved }) => [
    of,
    cell(longest),
    cell(best),
    cell(attained),
    cell(saved),
  ])
  const title = 'What the document could reach, and what it reached'
  return facts(
    title,
    ['task times', 'longest / all', 'bound', 'attained', 'seconds saved of those that could be'],
    rows,
  )
}

export const timesTable = (inputs: readonly number[], judged: readonly Judged[]): FactTable =>
  facts(
    `CPU time of each call, once: inputs ${inputs.join(', ')}`,
    ['runtime', ...inputs.map(String)],
    judged.map(({ of, times }) => [of, ...times.map((time) => single(time * 1000, 'ms'))]),
  )
