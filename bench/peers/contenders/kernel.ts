/** How kernels get to their caller: by module and export, loaded by Node itself. */
import type { Call, Work } from './contender.ts'

export async function loadCall({ module, name }: Pick<Work, 'module' | 'name'>): Promise<Call> {
  const exports = (await import(module)) as Record<string, unknown>
  const call = exports[name]
  if (typeof call !== 'function') throw new Error(`${module} exports no function "${name}"`)
  return call as Call
}

/** What a kernel is called where it is asked for by one word. */
export const keyOf = ({ module, name }: Work): string => `${module}#${name}`

/** What a worker that is a script of its own is started with; see `callsOfArguments`. */
export const argumentsOf = (works: readonly Work[]): string[] => [...new Set(works.map(keyOf))]

/** The kernels that this worker was started for, by key. */
export async function callsOfArguments(): Promise<Record<string, Call>> {
  const keys = process.argv.filter((word) => word.startsWith('file:') && word.includes('#'))
  const calls = keys.map(async (key): Promise<[string, Call]> => {
    const [module = '', name = ''] = key.split('#')
    return [key, await loadCall({ module, name })]
  })
  return Object.fromEntries(await Promise.all(calls))
}

/** A worker's script in this folder. */
export const script = (file: string): URL => new URL(`workers/${file}`, import.meta.url)
