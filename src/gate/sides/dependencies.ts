/** Installed packages for a side: the project's own where the lockfiles agree, else its own. */
import { lstat, mkdir, readdir, readFile, realpath, symlink } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { LanemarkError } from '../../findings.ts'
import { runCommand } from './shell.ts'

interface Manager {
  lockfile: string
  command: string
  args: string[]
}

const MANAGERS: readonly Manager[] = [
  { lockfile: 'package-lock.json', command: 'npm', args: ['ci', '--no-audit', '--no-fund'] },
  { lockfile: 'npm-shrinkwrap.json', command: 'npm', args: ['ci', '--no-audit', '--no-fund'] },
  { lockfile: 'pnpm-lock.yaml', command: 'pnpm', args: ['install', '--frozen-lockfile'] },
  { lockfile: 'yarn.lock', command: 'yarn', args: ['install', '--frozen-lockfile'] },
  { lockfile: 'bun.lock', command: 'bun', args: ['install', '--frozen-lockfile'] },
  { lockfile: 'bun.lockb', command: 'bun', args: ['install', '--frozen-lockfile'] },
]

/** The package manager whose lockfile differs between two sides; null where all agree. */
export async function changedManager(base: string, head: string): Promise<Manager | null> {
  for (const manager of MANAGERS) {
    const [one, other] = await Promise.all(
      [base, head].map((side) => readFile(join(side, manager.lockfile)).catch(() => null)),
    )
    // without a lockfile on base nothing says what it would need: it shares the head's
    if (!one || (other && one.equals(other))) continue
    return manager
  }
  return null
}

/**
 * Installs what a side's lockfile asks for.
 *
 * @throws {LanemarkError} `install-failed`
 */
export async function install(side: string, manager: Manager, signal: AbortSignal): Promise<void> {
  const { command } = manager
  const berry = command === 'yarn' && (await exists(join(side, '.yarnrc.yml')))
  const args = berry ? ['install', '--immutable'] : manager.args
  const reason = await runCommand({ run: [command, ...args], cwd: side, signal })
  if (reason === null) return
  throw new LanemarkError({ code: 'install-failed', command: [command, ...args].join(' '), reason })
}

/**
 * Gives a side the packages of another folder: each `node_modules` is made anew, with links to what
 * is in it, so that nothing is written into the other's. Links to packages of the same repository
 * lead to the side's own copy of them.
 *
 * @param from the repository's top, or another side's, whose packages are installed
 * @param folders where packages are, relative to the top: those with a `package.json`
 */
export async function linkPackages(
  from: string,
  side: string,
  folders: readonly string[],
): Promise<void> {
  for (const folder of folders) {
    const modules = join(folder, 'node_modules')
    if (!(await exists(join(from, modules)))) continue
    if (await exists(join(side, modules))) continue
    await mirror(from, side, modules)
  }
}

/** Caches, which each side keeps for itself. */
const OWN = new Set(['.vite', '.vitest', '.cache', '.vite-temp'])

async function mirror(from: string, side: string, modules: string): Promise<void> {
  await mkdir(join(side, modules), { recursive: true })
  for (const name of await readdir(join(from, modules))) {
    if (OWN.has(name)) continue
    const path = join(modules, name)
    if (name.startsWith('@')) await mirror(from, side, path)
    else await symlink(await target(from, side, path), join(side, path))
  }
}

async function target(from: string, side: string, path: string): Promise<string> {
  const original = join(from, path)
  if (!(await lstat(original)).isSymbolicLink()) return original
  const real = await realpath(original).catch(() => original)
  const inside = relative(await realpath(from), real)
  const foreign = inside.startsWith('..') || inside.split(sep).includes('node_modules')
  return foreign ? original : join(side, inside)
}

/** Folders of a list of files that hold a package, the top first. */
export function packageFolders(files: readonly string[]): string[] {
  const folders = files
    .filter((file) => file === 'package.json' || file.endsWith('/package.json'))
    .map((file) => dirname(file))
  return ['.', ...folders.filter((folder) => folder !== '.')]
}

const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  )
