/** Small projects, copied to where lanemark is installed, and real runs of Vitest in them. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { cp, mkdir, mkdtemp, readdir, readFile, rename, symlink, writeFile } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { MARK, survivorsOf } from './processes.ts'
import type { Outcome } from './outcome-reporter.ts'

export interface Ran {
  exitCode: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
  /** By the tests' full names. */
  tests: Record<string, Outcome>
  /** The files of `reports/` with their texts. */
  reports: Record<string, string>
  /** Processes of the run that did not end with it. */
  survivors: number[]
}

export interface RunOptions {
  /** After `vitest`: the command with its arguments. */
  args?: readonly string[]
  env?: Record<string, string>
  /** Told when the run has begun, with all that it has printed so far whenever that grows. */
  onOutput?: (text: string, child: ChildProcess) => void
  /** Makes it the leader of a process group of its own. */
  detached?: boolean
}

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** How long processes may take to end after the run, ms; a busy machine takes its time. */
const GRACE = 20_000

/**
 * Copies a project. Its files for Vitest are called `x_bench.js` and `x_test.js` in this
 * repository, so that lanemark's own runs of Vitest do not take them for its own.
 */
export async function project(installed: string, name: string): Promise<string> {
  await mkdir(join(installed, 'projects'), { recursive: true })
  const folder = await mkdtemp(join(installed, 'projects', `${name}-`))
  await cp(at(`./projects/${name}`), folder, { recursive: true })
  for (const entry of await readdir(folder, { recursive: true })) {
    const called = basename(entry).replace(/_(bench|test)(?=\.[cm]?[jt]s$)/, '.$1')
    await rename(join(folder, entry), join(folder, entry, '..', called))
  }
  await symlink(join(installed, 'node_modules'), join(folder, 'node_modules'), 'junction')
  return folder
}

/** Reports that stand for those of an earlier run. */
export async function leavePrevious(folder: string, names: readonly string[]): Promise<void> {
  await mkdir(join(folder, 'reports'), { recursive: true })
  for (const name of names) await writeFile(join(folder, 'reports', name), previous(name))
}

/** With the mark of lanemark's files, and what nobody can have written anew behind it. */
export const previous = (name: string): string =>
  name.endsWith('.json')
    ? `{ "schema": "lanemark/report@0", "previous": "${name}"\r\n`
    : `<!-- lanemark: previous ${name} -->\r\n`

/** Runs Vitest in the project to its end. */
export async function vitest(folder: string, options: RunOptions = {}): Promise<Ran> {
  const { args = ['bench', '--run'] } = options
  const reporters = ['--reporter=default', `--reporter=${at('./outcome-reporter.ts')}`]
  return await run(folder, ['vitest/vitest.mjs', ...args, ...reporters], options)
}

/** Runs the command in the project to its end. */
export const lanemark = (folder: string, args: readonly string[], options: RunOptions = {}) =>
  run(folder, ['lanemark/dist/cli.js', ...args], options)

/** @param words a program of an installed package, and its arguments */
async function run(
  folder: string,
  [program = '', ...args]: readonly string[],
  { env = {}, onOutput, detached = false }: RunOptions,
): Promise<Ran> {
  const mark = randomUUID()
  const child = spawn(process.execPath, [join(folder, 'node_modules', program), ...args], {
    cwd: folder,
    env: { ...surroundings(), [MARK]: mark, ...env },
    detached,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      printed[stream] += text
      onOutput?.(printed.stdout + printed.stderr, child)
    })
  }
  const {
    promise: closed,
    resolve,
    reject,
  } = Promise.withResolvers<Pick<Ran, 'exitCode' | 'signal'>>()
  child.once('error', reject)
  // all output is there, which `exit` alone does not say
  child.once('close', (exitCode, signal) => resolve({ exitCode, signal }))
  const ended = await closed
  return {
    ...ended,
    ...printed,
    tests: await outcome(folder),
    reports: await textsOf(join(folder, 'reports')),
    survivors: await survivorsOf(mark, GRACE),
  }
}

/** Nothing of the Vitest that runs this test reaches the one that is tested. */
function surroundings(): Record<string, string> {
  const { PATH = '', HOME = '', TMPDIR } = process.env
  return { PATH, HOME, ...(TMPDIR === undefined ? {} : { TMPDIR }), NO_COLOR: '1' }
}

async function outcome(folder: string): Promise<Ran['tests']> {
  const text = await readFile(join(folder, 'outcome.json'), 'utf8').catch(() => '{}')
  return JSON.parse(text) as Ran['tests']
}

/** By their paths within the folder, with forward slashes. */
async function textsOf(folder: string): Promise<Record<string, string>> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = found.filter((each) => each.isFile())
  const entries = files.map(async ({ parentPath, name }) => {
    const path = join(parentPath, name)
    return [relative(folder, path).replaceAll(sep, '/'), await readFile(path, 'utf8')] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}
