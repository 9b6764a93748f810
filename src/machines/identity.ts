/**
 * Which code a kernel is: a hash of its module, of all that it imports by relative paths, and of the
 * packages that these need. Two machines with one hash run the same.
 */
import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { basename } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { specifiers } from '../text/imports.ts'
import { FRESH, packagesOf } from './needed-packages.ts'

export interface Identity {
  /** The hash, 32 hexadecimal digits. */
  id: string
  /** What its file is called, for people. */
  file: string
}

/** What an identity was made of. */
interface Made {
  identity: Identity
  /** Each module, and what its file was like; null: there was none. */
  files: Map<string, string | null>
  at: number
}

/** It is asked for with every chunk, and seldom another one. */
const known = new Map<string, Made>()

/** @param url absolute `file:` URL of the module */
export function identityOf(url: string): Identity {
  const last = known.get(url)
  if (last !== undefined && isCurrent(last)) return last.identity
  const made = make(fileURLToPath(url))
  known.set(url, made)
  return made.identity
}

const isCurrent = ({ files, at }: Made): boolean =>
  performance.now() - at < FRESH && [...files].every(([path, state]) => stateOf(path) === state)

/** Another one when the file was written again. */
function stateOf(path: string): string | null {
  const state = statSync(path, { throwIfNoEntry: false })
  if (state === undefined || !state.isFile()) return null
  return `${state.mtimeMs} ${state.ctimeMs} ${state.size} ${state.ino}`
}

function make(path: string): Made {
  const files: Made['files'] = new Map()
  const packages = new Set<string>()
  const at = performance.now()
  const hash = createHash('sha256')
  const add = (part: string): unknown => hash.update(`${part.length}:`).update(part)
  for (const text of textsOf(path, files, packages)) add(text)
  // in an order of its own: where a package lies depends on how it was installed
  add([...packages].toSorted().join('\n'))
  const id = hash.digest('hex').slice(0, 32)
  return { identity: { id, file: basename(path) }, files, at }
}

/**
 * The texts of the modules, in the order of the imports.
 * @param files gets those that were read, and those that are not there
 * @param packages gets those that they need
 */
function* textsOf(
  path: string,
  files: Made['files'],
  packages: Set<string>,
): Generator<string, void> {
  if (files.has(path)) return
  const state = stateOf(path)
  files.set(path, state)
  if (state === null) return
  const source = readFileSync(path, 'utf8')
  yield source
  for (const { specifier } of specifiers(source)) {
    if (specifier.startsWith('.')) {
      yield* textsOf(fileURLToPath(new URL(specifier, pathToFileURL(path))), files, packages)
    } else if (!isBuiltin(specifier)) {
      for (const one of packagesOf(specifier, path)) packages.add(one)
    }
  }
}
