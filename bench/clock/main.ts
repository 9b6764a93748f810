/**
 * What do small functions take: stock Vitest, lanemark and mitata over the same ten functions, in
 * fresh processes that take turns. After `npm run build`:
 *
 * `node bench/clock/main.ts [--rounds 3]` writes `reports/clock.md`.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { parseReport } from '../../src/report/report-file.ts'
import type { ReportData } from '../../src/report/schema.ts'
import { seededRandom, shuffle } from '../../src/stats/random.ts'
import { writeOwn } from '../../src/system/files.ts'
import { TOOLS } from './model.ts'
import type { Result, Run, Tool } from './model.ts'
import { clockMarkdown } from './page.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '3' } } })
const rounds = Number(values.rounds)
if (!Number.isInteger(rounds) || rounds < 1) throw new RangeError('--rounds is a whole number')

const folder = await mkdtemp(join(tmpdir(), 'lanemark-clock-'))
const random = seededRandom(1)
const runs: Result['runs'] = { stock: [], ours: [], mitata: [], 'mitata, one call a turn': [] }
const parsed: ReportData[] = []
for (let round = 0; round < rounds; round += 1) {
  for (const tool of shuffle([...TOOLS], random)) {
    process.stderr.write(`clock: round ${round + 1} of ${rounds}, ${tool}\n`)
    runs[tool].push(await measured(tool))
    if (tool === 'ours') parsed.push(await reported())
  }
}
await rm(folder, { recursive: true })
const [first] = parsed
if (first === undefined) throw new Error('nothing was measured')
const named = (name: string) =>
  parsed.flatMap((report) => report.benches.filter((group) => group.name === name))
const { environment } = first
await writeOwn(
  join(root, 'reports/clock.md'),
  clockMarkdown({ environment, runs, benches: named('clock'), pairs: named('pair') }),
)

/** Runs one tool in a process of its own. */
async function measured(tool: Tool): Promise<Run> {
  const result = join(folder, 'result.json')
  const vitest = ['node_modules/vitest/vitest.mjs', 'bench', '--run', '--config']
  const command: Record<Tool, string[]> = {
    stock: [...vitest, 'bench/clock/vitest.config.ts'],
    ours: [...vitest, 'bench/clock/vitest.config.ts'],
    mitata: ['bench/clock/mitata.ts', result, '4'],
    'mitata, one call a turn': ['bench/clock/mitata.ts', result, '1'],
  }
  const reports = { LANEMARK_CLOCK_REPORTS: relative(root, folder) }
  const env = { ...process.env, LANEMARK_CLOCK_RESULT: result, ...(tool === 'ours' && reports) }
  const child = spawn(process.execPath, command[tool], { cwd: root, env, stdio: 'inherit' })
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`${tool} ended with ${code}`)
  return JSON.parse(await readFile(result, 'utf8')) as Run
}

/** The report that our last process wrote. */
async function reported(): Promise<ReportData> {
  const path = join(folder, 'clock-functions.json')
  return parseReport(await readFile(path, 'utf8'), path)
}
