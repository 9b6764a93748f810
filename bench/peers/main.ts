/**
 * Measures lanemark against other pools, against raw workers with chunks, and against a plain loop,
 * after `npm run build`: `node bench/peers/main.ts [--quick] [--seed 1] [--rounds 10] [load …]`.
 * Writes `peers.md` and `peers.json` into `reports/`, or for a quick look into `reports/quick/`.
 */
import { readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { availableCores } from '../../src/system/cores.ts'
import { environment } from '../../src/system/environment.ts'
import { writeOwn } from '../../src/system/files.ts'
import { seededRandom } from '../../src/stats/random.ts'
import { stepsPerMicrosecond } from './calibrate.ts'
import { CONTENDERS } from './contenders/index.ts'
import { loads } from './loads.ts'
import type { Order } from './measuring-process.ts'
import type { LoadResult, MemoryResult, PeersReport } from './model.ts'
import { peersMarkdown } from './page.ts'
import { send } from './send.ts'

const MEMORY_LOAD = 'markdown'

interface Asked {
  quick: boolean
  seed: number
  rounds: number
  /** Ids; empty: all. */
  loads: string[]
}

const say = (text: string): void => void process.stderr.write(`peers: ${text}\n`)

function asked(): Asked {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
      rounds: { type: 'string' },
    },
  })
  const { quick } = values
  const rounds = Math.max(1, whole('--rounds', values.rounds ?? (quick ? '6' : '12')))
  return { quick, seed: whole('--seed', values.seed), rounds, loads: positionals }
}

function whole(option: string, text: string): number {
  const value = Number(text)
  if (text !== '' && Number.isSafeInteger(value) && value >= 0) return value
  throw new Error(`${option} takes a whole number, got "${text}"`)
}

function versions(): Record<string, string> {
  const names = new Set(CONTENDERS.flatMap(({ package: name }) => name ?? []))
  names.delete('lanemark')
  const versionOf = (name: string): string => {
    const path = findPackageJSON(name, import.meta.url)
    if (path === undefined) throw new Error(`${name} is not installed`)
    return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version
  }
  return Object.fromEntries([...names].map((name) => [name, versionOf(name)]))
}

function commandOf({ quick, seed, rounds, loads: ids }: Asked): string {
  const words = ['--seed', seed, '--rounds', rounds, ...ids]
  return `npm run bench:peers${quick ? '-quick' : ''} -- ${words.join(' ')}`
}

async function measure(wanted: Asked): Promise<PeersReport> {
  const { quick, seed, rounds } = wanted
  const steps = stepsPerMicrosecond()
  const workers = Math.max(1, Math.floor(availableCores()))
  const random = seededRandom(seed)
  const order = (ids: string[], memoryOf: string | null): Order => {
    const limits = quick
      ? ({ most: 25, idle: 100, garbage: 'minor' } as const)
      : ({ most: 500, idle: 500, garbage: 'major' } as const)
    const settings = { workers, rounds, seed: random.below(2 ** 31), ...limits }
    return { quick, steps, loads: ids, who: 'all', memoryOf, settings }
  }
  const known = loads({ quick, steps }).map(({ id }) => id as string)
  const unknown = wanted.loads.filter((id) => !known.includes(id))
  if (unknown.length > 0) throw new Error(`no load ${unknown.join(', ')}; ${known.join(', ')}`)
  const ids = wanted.loads.length === 0 ? known : wanted.loads
  const results: LoadResult[] = []
  // to start pools takes seconds, so a quick look starts them once for all loads
  for (const together of quick ? [ids] : ids.map((id) => [id])) {
    say(together.join(', '))
    results.push(...((await send(order(together, null))) as LoadResult[]))
  }
  const memory: MemoryResult[] = []
  // a quick look has no time for as many processes
  for (const { name } of quick ? [] : CONTENDERS) {
    const found = await send(order([MEMORY_LOAD], name))
    if (found !== null) memory.push(found as MemoryResult)
  }
  const { vitest: _, ...machine } = environment('', new Date())
  return {
    schema: 'lanemark/peers@1',
    command: commandOf(wanted),
    quick,
    workers,
    rounds,
    environment: machine,
    versions: versions(),
    steps,
    loads: results,
    memory,
  }
}

async function write(report: PeersReport): Promise<void> {
  const root = fileURLToPath(new URL('../../', import.meta.url))
  const folder = join(root, report.quick ? 'reports/quick' : 'reports')
  await writeOwn(join(folder, 'peers.json'), `${JSON.stringify(report, null, 1)}\n`)
  const page = join(folder, 'peers.md')
  await writeOwn(page, peersMarkdown(report))
  say(`the page is ${relative(process.cwd(), page)}`)
}

await write(await measure(asked()))
