/** How kernels get to their caller: by module and export, loaded by Node itself. */
import type { Call, Work } from './contender.ts'

export async function loadCall(module: string, name: string): Promise<Call> {
  const exports = (await import(module)) as Record<string, unknown>
  const call = exports[name]
  if (typeof call !== 'function') throw new Error(`${module} exports no function "${name}"`)
  return call as Call
}

/** What a worker that is a script of its own is started with; see `callOfArguments`. */
export const argumentsOf = ({ module, name }: Work): string[] => [module, name]

/** The kernel that this worker was started for. */
export async function callOfArguments(): Promise<Call> {
  const [module = '', name = ''] = process.argv.slice(-2)
  return await loadCall(module, name)
}

/** A worker's script in this folder. */
export const script = (file: string): URL => new URL(`workers/${file}`, import.meta.url)
