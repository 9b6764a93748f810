/**
 * The packages that an import needs, as they are installed: that is what runs, whatever a lockfile says.
 * Optional ones are left out, for they differ from platform to platform.
 */
import { readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'

interface Manifest {
  name?: string
  version?: string
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
}

/** Ms for which what was found is believed: a machine looks through folders of modules that need the same. */
export const FRESH = 2000

interface Found<Value> {
  at: number
  value: Value
}

const manifests = new Map<string, Found<Manifest | null>>()
const paths = new Map<string, Found<string | null>>()

function fresh<Value>(found: Map<string, Found<Value>>, key: string, find: () => Value): Value {
  const known = found.get(key)
  if (known !== undefined && performance.now() - known.at < FRESH) return known.value
  const value = find()
  found.set(key, { at: performance.now(), value })
  return value
}

/**
 * @param specifier of an import, as `pick` or `@scope/pick/part.js`
 * @param from path of the module that has it
 * @returns `name@version` of the package and of all that it depends on; `name@none` where one is not there,
 * of which loading the kernel tells
 */
export function packagesOf(specifier: string, from: string): string[] {
  const found: string[] = []
  const seen = new Set<string>()
  const visit = (name: string, importer: string, needed: boolean): void => {
    const path = fresh(paths, `${name} ${dirname(importer)}`, () => pathOf(name, importer))
    const manifest = path === null ? null : fresh(manifests, path, () => read(path))
    if (path === null || manifest === null) {
      if (needed) found.push(`${name}@none`)
    } else if (!seen.has(path)) {
      seen.add(path)
      found.push(`${manifest.name ?? name}@${manifest.version ?? 'none'}`)
      const { dependencies = {}, optionalDependencies = {}, peerDependencies = {} } = manifest
      const needs = Object.keys(dependencies).filter((next) => !(next in optionalDependencies))
      for (const next of needs) visit(next, path, true)
      for (const next of Object.keys(peerDependencies)) visit(next, path, false)
    }
  }
  visit(specifier, from, true)
  return found
}

/** Of its manifest; null: it is not installed. */
function pathOf(specifier: string, from: string): string | null {
  try {
    return findPackageJSON(specifier, pathToFileURL(from)) ?? null
  } catch {
    return null
  }
}

/** Null: it cannot be read. */
function read(path: string): Manifest | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Manifest
  } catch {
    return null
  }
}
