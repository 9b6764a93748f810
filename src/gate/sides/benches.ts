/**
 * Whose bench files base runs. Head's, wherever they may: both sides then do the same work. Its own
 * where the file is a source that holds its benchmark, and where head's does not run on base.
 */
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ListedFile } from '../arms/arm-protocol.ts'
import { copyFiles } from './copy.ts'
import { helpersOf } from './helpers.ts'

/** The project's root on each side, and a folder for what is laid aside. */
export interface BenchPlaces {
  base: string
  head: string
  aside: string
}

export interface Benches {
  /** Base's own that head's differ from, or that head has not; what they measure is base's. */
  readonly own: readonly ListedFile[]
  /** Paths of files beside bench files that differ; they come from head on both sides. */
  readonly helpers: readonly string[]
  /** Gives base head's bench files, and takes from it those that head has not. */
  lend: () => Promise<void>
  /**
   * Gives base its own ones back, with their helpers.
   *
   * @param files as units begin
   * @returns all that have their own now: others may share a helper with them
   */
  restore: (files: readonly string[]) => Promise<string[]>
}

/** @param kept paths beside bench files of which each side keeps its own */
export async function openBenches(
  places: BenchPlaces,
  listed: Record<'base' | 'head', readonly ListedFile[]>,
  kept: readonly string[],
): Promise<Benches> {
  const { base, head, aside } = places
  const [onBase, onHead] = [listed.base, listed.head].map((files) =>
    files.filter(({ source }) => !source),
  ) as [ListedFile[], ListedFile[]]
  const sources = new Set(
    [...listed.base, ...listed.head].filter(({ source }) => source).map(pathOf),
  )
  const lent = await differing(
    places,
    onHead.map(pathOf).filter((path) => !sources.has(path)),
  )
  const users = await helperUsers(places, onHead, kept)
  const helpers = await differing(places, [...users.keys()])
  const changed = new Set([...lent, ...helpers.flatMap((helper) => users.get(helper) ?? [])])
  const stays = new Set(onHead.map(pathOf))
  const gone = onBase.filter(({ path }) => !stays.has(path) && !sources.has(path))
  const own = onBase.filter(
    ({ path }) => changed.has(path) || gone.some((one) => one.path === path),
  )
  return {
    own,
    helpers,
    async lend() {
      await copyFiles(base, aside, [...lent, ...helpers])
      for (const { path } of gone) await rm(join(base, path), { force: true })
      await copyFiles(head, base, [...lent, ...helpers])
    },
    async restore(files) {
      const paths = own.filter(({ file }) => files.includes(file)).map(pathOf)
      const back = connected(paths, helpers, users)
      for (const path of back) await rm(join(base, path), { force: true })
      await copyFiles(aside, base, [...back])
      return own.filter(({ path }) => back.has(path)).map(({ file }) => file)
    },
  }
}

const pathOf = ({ path }: ListedFile): string => path

/** Those of which base has another text than head, or none. */
async function differing({ base, head }: BenchPlaces, paths: readonly string[]): Promise<string[]> {
  const differ = await Promise.all(
    paths.map(async (path) => {
      const [one, other] = await Promise.all(
        [base, head].map((root) => readFile(join(root, path)).catch(() => null)),
      )
      return !other || !one?.equals(other)
    }),
  )
  return paths.filter((_, index) => differ[index])
}

/** The paths of bench files by those of the helpers that they import on head. */
async function helperUsers(
  { head }: BenchPlaces,
  benches: readonly ListedFile[],
  kept: readonly string[],
): Promise<Map<string, string[]>> {
  const users = new Map<string, string[]>()
  for (const { path } of benches) {
    for (const helper of await helpersOf(head, path, kept)) {
      users.set(helper, [...(users.get(helper) ?? []), path])
    }
  }
  return users
}

/** These files, their helpers, whoever else imports those, and so on. */
function connected(
  paths: readonly string[],
  helpers: readonly string[],
  users: ReadonlyMap<string, readonly string[]>,
): Set<string> {
  const found = new Set(paths)
  for (let size = -1; size < found.size;) {
    size = found.size
    for (const helper of helpers) {
      const own = [helper, ...(users.get(helper) ?? [])]
      if (own.some((path) => found.has(path))) for (const path of own) found.add(path)
    }
  }
  return found
}
