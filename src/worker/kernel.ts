/** Kernels: found by module and export, loaded by Node itself, and called alike in every mode. */
import { LanemarkError } from '../findings.ts'
import type { KernelRef } from '../model.ts'

export type KernelKind = 'function' | 'async function' | 'generator function'

/** `context` is the value that all tasks of a call share, see `MapOptions`. */
export type KernelFunction = (input: unknown, context?: unknown) => unknown

export interface LoadedKernel {
  /** With the export's name, also where the caller left it open. */
  ref: KernelRef
  kind: KernelKind
  call: KernelFunction
}

const KINDS: Record<string, KernelKind> = {
  AsyncFunction: 'async function',
  GeneratorFunction: 'generator function',
}

/**
 * Imports the kernel's module (once; later calls get the same module) and finds the export.
 *
 * @param ref an empty `name` means: the default export, or the only exported function.
 * @throws {LanemarkError} `kernel-unreadable`, `kernel-missing-export`, `kernel-not-function`,
 * `kernel-async-generator`
 */
export async function loadKernel(ref: KernelRef): Promise<LoadedKernel> {
  const module = await importModule(ref.url)
  const name = ref.name === '' ? soleName(module) : ref.name
  if (!(name in module)) {
    const exports = Object.keys(module)
    throw new LanemarkError({ code: 'kernel-missing-export', url: ref.url, name, exports })
  }
  const call = module[name]
  const at = { url: ref.url, name }
  if (typeof call !== 'function') {
    const type = call === null ? 'null' : typeof call
    throw new LanemarkError({ code: 'kernel-not-function', ...at, type })
  }
  const tag = Object.getPrototypeOf(call)?.constructor?.name ?? 'Function'
  if (tag === 'AsyncGeneratorFunction') {
    throw new LanemarkError({ code: 'kernel-async-generator', ...at })
  }
  return { ref: at, kind: KINDS[tag] ?? 'function', call: call as KernelFunction }
}

async function importModule(url: string): Promise<Record<string, unknown>> {
  try {
    return await import(/* @vite-ignore */ url)
  } catch (cause) {
    const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause)
    throw new LanemarkError({ code: 'kernel-unreadable', url, reason }, { cause })
  }
}

function soleName(module: Record<string, unknown>): string {
  if ('default' in module) return 'default'
  const functions = Object.keys(module).filter((name) => typeof module[name] === 'function')
  return functions.length === 1 ? (functions[0] ?? 'default') : 'default'
}

/** The kernel's function with the context of a call; null: none was given. */
export function bindContext(
  { call }: LoadedKernel,
  context: { value: unknown } | null,
): (input: unknown) => unknown {
  if (context === null) return (input) => call(input)
  const { value } = context
  return (input) => call(input, value)
}

export const isGenerator = (value: object): value is Generator<unknown, unknown> =>
  Object.prototype.toString.call(value) === '[object Generator]'

export const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
