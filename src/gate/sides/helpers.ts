/** Modules that belong to a bench file: what it imports from a folder of benchmarks. */
import { readFile } from 'node:fs/promises'
import { posix } from 'node:path'
import { specifiers } from '../../text/imports.ts'

/** A folder by one of these names holds benchmarks and what they need. */
const FOLDERS = /^_*(bench|benches|benchmarks?)_*$/i

/** `new URL('./kernels/primes.ts', import.meta.url)`: how kernels are named, and workers. */
const BY_URL = /new URL\(\s*(['"`])(\.[^'"`\n]+)\1\s*,\s*import\.meta\.url/g

const ENDINGS = [
  '',
  '.ts',
  '.mts',
  '.js',
  '.mjs',
  '.cjs',
  '.tsx',
  '.jsx',
  '.json',
  '/index.ts',
  '/index.js',
]

/**
 * The paths of a bench file's helpers: what it imports, directly or not, from the outermost folder of
 * benchmarks around it. A module named by URL is a kernel, and is under test with all that it imports;
 * what lies outside of such a folder is under test as well.
 *
 * @param root of the project, on one side
 * @param bench path of the bench file, relative to it
 * @param kept paths, of files or folders, that are under test though they look like helpers
 */
export async function helpersOf(
  root: string,
  bench: string,
  kept: readonly string[],
): Promise<string[]> {
  const folder = benchFolder(bench)
  if (folder === null) return []
  const found = await reached(root, bench, folder)
  const underTest = await Promise.all(found.kernels.map((kernel) => reached(root, kernel, folder)))
  const apart = (path: string): boolean =>
    found.kernels.includes(path) || underTest.some(({ modules }) => modules.has(path))
  return [...found.modules].filter(
    (path) => path !== bench && !apart(path) && !kept.some((one) => isWithin(path, one)),
  )
}

/** The outermost folder of benchmarks; null for a bench file beside its sources. */
function benchFolder(path: string): string | null {
  const parts = path.split('/').slice(0, -1)
  const at = parts.findIndex((part) => FOLDERS.test(part))
  return at === -1 ? null : parts.slice(0, at + 1).join('/')
}

const isWithin = (path: string, outer: string): boolean => {
  const plain = posix.normalize(outer).replace(/\/$/, '')
  return path === plain || path.startsWith(`${plain}/`)
}

interface Reached {
  /** The module itself, and what it imports within the folder. */
  modules: Set<string>
  kernels: string[]
}

async function reached(root: string, start: string, folder: string): Promise<Reached> {
  const modules = new Set([start])
  const kernels = new Set<string>()
  for (const path of modules) {
    const text = await textOf(root, path)
    const at = (specifier: string): string => posix.join(posix.dirname(path), specifier)
    for (const { specifier } of specifiers(text ?? '')) {
      if (!specifier.startsWith('.')) continue
      const module = await existing(root, at(specifier.replace(/[?#].*$/, '')))
      if (module !== null && isWithin(module, folder)) modules.add(module)
    }
    for (const { 2: specifier = '' } of (text ?? '').matchAll(BY_URL)) kernels.add(at(specifier))
  }
  return { modules, kernels: [...kernels] }
}

/** As Vite finds it: without its ending, or by its folder. */
async function existing(root: string, path: string): Promise<string | null> {
  const typed = path.replace(/\.([cm]?)js$/, '.$1ts')
  for (const candidate of [...ENDINGS.map((ending) => path + ending), typed]) {
    if ((await textOf(root, candidate)) !== null) return candidate
  }
  return null
}

const textOf = (root: string, path: string): Promise<string | null> =>
  readFile(posix.join(root, path), 'utf8').catch(() => null)
