/**
 * A base that the gate cannot drive by itself: it has an older Vitest, or lanemark is new in head. Its
 * sources are run with head's packages and configuration then.
 */
import { readdir, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { copyFiles } from './copy.ts'

/** What base has. */
export interface Adoption {
  /** Vitest's version, or the range that is asked for; null where it is none of its packages. */
  vitest: string | null
  /** Whether lanemark is among its packages. */
  lanemark: boolean
}

/** The first Vitest whose benchmarks the gate can drive. */
const VITEST = 5

const FIELDS = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies']

type Manifest = Partial<Record<string, Partial<Record<string, string>>>>

/**
 * What base's manifests say, where that is not enough; null where it is, or where head's say no more.
 *
 * @param folders with packages, relative to both
 */
export async function adoptionOf(
  base: string,
  head: string,
  folders: readonly string[],
): Promise<Adoption | null> {
  const [own, next] = await Promise.all([base, head].map((side) => manifestsOf(side, folders)))
  const [vitest, lanemark] = [rangeOf(own, 'vitest'), rangeOf(own, 'lanemark') !== null]
  if (rangeOf(next, 'lanemark') === null) return null
  return lanemark && !isOld(vitest) ? null : { vitest, lanemark }
}

/** The same by the Vitest that base's files would find, once its packages are installed. */
export async function installedAdoption(root: string): Promise<Adoption | null> {
  try {
    const path = createRequire(join(root, 'package.json')).resolve('vitest/package.json')
    const { version } = JSON.parse(await readFile(path, 'utf8')) as { version: string }
    return isOld(version) ? { vitest: version, lanemark: true } : null
  } catch {
    return { vitest: null, lanemark: true }
  }
}

/** Gives base head's configuration of Vitest in place of its own. */
export async function lendConfiguration(
  base: string,
  head: string,
  folders: readonly string[],
): Promise<void> {
  for (const folder of folders) {
    for (const name of await configurations(join(base, folder))) {
      await rm(join(base, folder, name), { force: true })
    }
    const names = await configurations(join(head, folder))
    await copyFiles(join(head, folder), join(base, folder), names)
  }
}

const configurations = async (folder: string): Promise<string[]> =>
  (await readdir(folder).catch(() => [])).filter((name) =>
    /^(vitest|vite)\.(config|workspace|projects)\.[cm]?[jt]s$/.test(name),
  )

/** `^4.0.1`, `4.1.2`; what names no number (`catalog:`, `workspace:*`) is taken for new enough. */
function isOld(version: string | null): boolean {
  const [major] = /\d+/.exec(version ?? '') ?? []
  return major !== undefined && Number(major) < VITEST
}

function manifestsOf(side: string, folders: readonly string[]): Promise<Manifest[]> {
  const read = async (folder: string): Promise<Manifest> => {
    const text = await readFile(join(side, folder, 'package.json'), 'utf8').catch(() => '{}')
    try {
      return JSON.parse(text) as Manifest
    } catch {
      // whoever needs it says what is wrong with it
      return {}
    }
  }
  return Promise.all(folders.map(read))
}

function rangeOf(manifests: readonly Manifest[] = [], name: string): string | null {
  const ranges = manifests.flatMap((manifest) => FIELDS.map((field) => manifest[field]?.[name]))
  return ranges.find((range) => range !== undefined) ?? null
}
