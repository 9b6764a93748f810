/** Small git repositories with benchmarks, and real runs of the gate in them. */
import { execFileSync, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished } from 'vitest'
import { parseGate, parseStoredGate } from '../../../src/gate/page/file.ts'
import type { GateReport } from '../../../src/gate/model/record.ts'
import type { StoredGateReport } from '../../../src/gate/model/stored-record.ts'
import { MARK, survivorsOf } from '../../e2e/processes.ts'

const project = fileURLToPath(new URL('../../../', import.meta.url))
const cli = join(project, 'dist/cli.js')

/** Few and short blocks: the functions in these tests tell large effects, without any noise. */
const RULES = {
  confidence: 0.5,
  screen: { blocks: 2, slower: 0.3, faster: 0.3 },
  test: { least: 2, most: 3, control: 1 },
  // a machine that tests is busy
  drop: { stolen: 1, capacity: 0 },
  detectable: { replays: 20 },
  pace: { warmup: 20, rounds: 15 },
}

export type Files = Record<string, string>

const CONFIG = `import { lanemark } from 'lanemark/vitest'
export default { plugins: [lanemark()] }
`

/**
 * A function that tells its own duration, ms. What a gate makes of it follows from the sources, on the
 * busiest of machines too: everything else about the run is real.
 */
export const work = (name: string, duration: number): string =>
  `export const ${name} = () => ({ overriddenDuration: ${duration} })\n`

/** The same, but every fourth call takes so many times as long. */
export const workSometimes = (name: string, duration: number, factor: number): string => `
let ${name}Calls = 0
export function ${name}() {
  ${name}Calls += 1
  return { overriddenDuration: ${name}Calls % 4 === 0 ? ${duration * factor} : ${duration} }
}
`

/** A function with a result, whose duration is the machine's to tell. */
export const returns = (name: string, result: number): string =>
  `export const ${name} = () => ${result}\n`

/** One test with one function of the sources. */
export const benchTest = (title: string, name: string): string =>
  `test(${JSON.stringify(title)}, async ({ bench }) => {
  await bench(${JSON.stringify(title)}, () => sources.${name}()).run()
})
`

export const benchFile = (...tests: string[]): string =>
  `import { expect, test } from 'vitest'\nimport * as sources from '../src/work.mjs'\n${tests.join('')}`

/** A repository with these files in its first commit; its path has spaces and a plus sign. */
export async function repository(files: Files): Promise<string> {
  const outer = await mkdtemp(join(tmpdir(), 'lanemark gate+'))
  onTestFinished(() => rm(outer, { recursive: true, force: true }))
  const folder = join(outer, 'a project')
  await write(folder, {
    '.gitignore': 'node_modules\nreports\n',
    'package.json': '{ "name": "small", "type": "module", "private": true }\n',
    'vitest.config.mjs': CONFIG,
    ...files,
  })
  await mkdir(join(folder, 'node_modules'))
  await symlink(join(project, 'node_modules/vitest'), join(folder, 'node_modules/vitest'))
  await symlink(project, join(folder, 'node_modules/lanemark'))
  git(folder, 'init', '--quiet', '--initial-branch=main')
  commit(folder, 'first')
  return folder
}

export async function write(folder: string, files: Files): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
}

export function git(folder: string, ...args: string[]): string {
  const settings = ['-c', 'user.name=nobody', '-c', 'user.email=nobody@example.invalid']
  return execFileSync('git', [...settings, ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
}

export function commit(folder: string, message: string): void {
  git(folder, 'add', '--all')
  git(folder, 'commit', '--quiet', '--no-verify', `--message=${message}`)
}

export interface GateRun {
  exitCode: number | null
  stdout: string
  stderr: string
  /** Null where none was written. */
  report: GateReport | null
  /** Of a gate against a stored baseline; null where none was written. */
  stored: StoredGateReport | null
  markdown: string
}

export interface GateOptions {
  /** Words before the arguments. */
  command?: readonly string[]
  env?: Record<string, string>
  rules?: object
  /** Told all that was printed so far, whenever that grows. */
  onOutput?: (text: string, child: ChildProcess) => void
}

/** Runs the gate to its end, and checks that it left nothing and touched nothing. */
export async function gate(
  folder: string,
  args: readonly string[],
  options: GateOptions = {},
): Promise<GateRun> {
  const before = traces(folder)
  const ran = await gateOnly(folder, args, options)
  expect(traces(folder)).toEqual(before)
  expect(existsSync(join(folder, '.lanemark'))).toBe(false)
  return ran
}

/** Runs the gate to its end; only its processes are checked. */
export async function gateOnly(
  folder: string,
  args: readonly string[],
  { command = ['gate'], env = {}, rules = {}, onOutput }: GateOptions = {},
): Promise<GateRun> {
  const mark = randomUUID()
  const temporary = await mkdtemp(join(folder, '../tmp-'))
  const child = spawn(process.execPath, [cli, ...command, ...args], {
    cwd: folder,
    env: {
      ...surroundings(),
      [MARK]: mark,
      TMPDIR: temporary,
      LANEMARK_GATE_RULES: JSON.stringify({ ...RULES, ...rules }),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      printed[stream] += text
      onOutput?.(printed.stdout + printed.stderr, child)
    })
  }
  const exitCode = await new Promise<number | null>((resolve) => {
    child.once('close', resolve)
  })
  expect(await survivorsOf(mark, 20_000)).toEqual([])
  // whoever is killed at once cannot remove its socket
  const left = (await readdir(temporary)).filter((name) => name.startsWith('lanemark'))
  if (child.signalCode !== 'SIGKILL') expect(left).toEqual([])
  return { exitCode, ...printed, ...reports(folder) }
}

function reports(folder: string): Pick<GateRun, 'report' | 'stored' | 'markdown'> {
  const path = join(folder, 'reports/gate.json')
  if (!existsSync(path)) return { report: null, stored: null, markdown: '' }
  const markdown = readFileSync(join(folder, 'reports/gate.md'), 'utf8')
  const text = readFileSync(path, 'utf8')
  return text.includes('lanemark/gate-stored@')
    ? { report: null, stored: parseStoredGate(text, path), markdown }
    : { report: parseGate(text, path), stored: null, markdown }
}

/** Without what this run of Vitest, or the machine that tests, sets for itself. */
function surroundings(): Record<string, string> {
  const foreign =
    /^(VITEST|NODE_ENV$|GITHUB_|CI$|LANEMARK_|npm_|TEST$|MODE$|PROD$|DEV$|BASE_URL$|SSR$)/
  const own = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !foreign.test(entry[0]),
  )
  return Object.fromEntries(own)
}

/** Everything that the gate must not touch. */
function traces(folder: string): Record<string, string> {
  const file = (path: string): string => {
    const full = join(folder, '.git', path)
    return existsSync(full) ? createHash('sha256').update(readFileSync(full)).digest('hex') : 'none'
  }
  return {
    index: file('index'),
    head: file('HEAD'),
    refs: git(folder, 'for-each-ref'),
    stashes: git(folder, 'stash', 'list'),
    worktrees: git(folder, 'worktree', 'list'),
    status: execFileSync('git', ['status', '--porcelain'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, GIT_OPTIONAL_LOCKS: '0' },
    }),
  }
}
