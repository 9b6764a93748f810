/**
 * Which code a kernel is: a hash of its module, of all that it imports by relative paths, and of the
 * versions of the packages that these import. Two machines with one hash run the same.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { findPackageJSON, isBuiltin } from 'node:module'
import { basename } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { specifiers } from '../text/imports.ts'

export interface Identity {
  /** The hash, 32 hexadecimal digits. */
  id: string
  /** What its file is called, for people. */
  file: string
}

/** @param url absolute `file:` URL of the module */
export function identityOf(url: string): Identity {
  const path = fileURLToPath(url)
  const hash = createHash('sha256')
  for (const part of partsOf(path, new Set())) hash.update(`${part.length}:`).update(part)
  return { id: hash.digest('hex').slice(0, 32), file: basename(path) }
}

/** The texts of the modules, and the packages with their versions, in the order of the imports. */
function* partsOf(path: string, seen: Set<string>): Generator<string> {
  if (seen.has(path) || !existsSync(path)) return
  seen.add(path)
  const source = readFileSync(path, 'utf8')
  yield source
  for (const { specifier } of specifiers(source)) {
    if (specifier.startsWith('.')) {
      yield* partsOf(fileURLToPath(new URL(specifier, pathToFileURL(path))), seen)
    } else if (!isBuiltin(specifier) && !seen.has(specifier)) {
      seen.add(specifier)
      yield `${specifier}@${versionOf(specifier, path)}`
    }
  }
}

function versionOf(specifier: string, from: string): string {
  try {
    const path = findPackageJSON(specifier, pathToFileURL(from))
    if (path === undefined) return 'none'
    return String((JSON.parse(readFileSync(path, 'utf8')) as { version?: unknown }).version)
  } catch {
    // what cannot be found here has no version; loading the kernel says so
    return 'none'
  }
}
