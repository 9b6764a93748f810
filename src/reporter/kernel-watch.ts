/**
 * Vitest reruns a bench file when something that it imports changes. It does not import its kernels:
 * those are named by URL and loaded by Node. This tells Vitest which files belong to which.
 */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Vitest } from 'vitest/node'
import { specifiers } from '../text/imports.ts'

export interface KernelWatch {
  /** Notes that a bench file uses the kernel's module. */
  note: (url: string, benchFile: string) => void
}

export function kernelWatch(vitest: Vitest): KernelWatch {
  /** Bench files by the URLs of their kernels. */
  const users = new Map<string, Set<string>>()
  const { config } = vitest
  config.watchTriggerPatterns = [
    ...(config.watchTriggerPatterns ?? []),
    {
      pattern: /^.*$/,
      testsToRun(changed) {
        const using = [...users].filter(([url]) => modulesOf(url).has(changed))
        // an empty list would start a run of nothing
        return using.length === 0 ? undefined : using.flatMap(([, files]) => Array.from(files))
      },
    },
  ]
  return {
    note(url, benchFile) {
      if (!url.startsWith('file:')) return
      const known = users.get(url) ?? new Set()
      users.set(url, known.add(benchFile))
      if (!config.watch) return
      // it may lie outside of what is watched anyway
      vitest.vite.watcher.add([...modulesOf(url)])
    },
  }
}

/** Paths, with forward slashes, of a module and of all that it imports by relative paths. */
function modulesOf(url: string, found = new Set<string>()): Set<string> {
  const path = fileURLToPath(url.replace(/[?#].*$/, ''))
  const known = path.replaceAll('\\', '/')
  if (found.has(known)) return found
  found.add(known)
  if (!existsSync(path)) return found
  for (const { specifier } of specifiers(readFileSync(path, 'utf8'))) {
    if (specifier.startsWith('.')) modulesOf(new URL(specifier, pathToFileURL(path)).href, found)
  }
  return found
}
