/** Kernels: found by module and export, loaded by Node itself, and called alike in every mode. */
import { kindOf } from '../text/describe.ts'
import { LanemarkError } from '../findings.ts'
import type { KernelRef } from '../model.ts'

export type KernelKind = 'function' | 'async function' | 'generator function'

/**
 * `context` is the value that all tasks of a call share, `target` what the task is to fill, see
 * `MapOptions`.
 */
export type KernelFunction = (input: unknown, context?: unknown, target?: unknown) => unknown

/** How one call of a kernel divides into several, as its module says; see `Kernel`. */
export interface Division {
  split: (input: unknown, parts: number, context?: unknown) => unknown
  merge: (partials: unknown[], input: unknown, context?: unknown) => unknown
}

export interface LoadedKernel {
  /** With the export's name, also where the caller left it open. */
  ref: KernelRef
  kind: KernelKind
  call: KernelFunction
  /** Null where its calls do not divide. */
  division: Division | null
}

const KINDS: Record<string, KernelKind> = {
  AsyncFunction: 'async function',
  GeneratorFunction: 'generator function',
}

/** How the text of a class begins, which cannot be called without `new`. */
const CLASS = /^class\b/

const loaded = new Map<string, LoadedKernel>()

/**
 * The kernel, loaded once: even an import of what is already there takes longer than many a call.
 *
 * @param ref an empty `name` means: the default export, or the only exported function.
 * @throws {LanemarkError} `kernel-unreadable`, `kernel-missing-export`, `kernel-ambiguous`,
 * `kernel-not-function`, `kernel-async-generator`
 */
export async function loadKernel(ref: KernelRef): Promise<LoadedKernel> {
  const key = `${ref.url}#${ref.name}`
  const kernel = loaded.get(key) ?? (await find(ref))
  loaded.set(key, kernel)
  return kernel
}

async function find(ref: KernelRef): Promise<LoadedKernel> {
  const exports = exportsOf(await importModule(ref.url))
  const name = ref.name === '' ? soleName(exports, ref.url) : ref.name
  if (!exports.has(name)) {
    const names = [...exports.keys()]
    throw new LanemarkError({ code: 'kernel-missing-export', url: ref.url, name, exports: names })
  }
  const call = exports.get(name)
  const at = { url: ref.url, name }
  if (typeof call !== 'function') {
    throw new LanemarkError({ code: 'kernel-not-function', ...at, type: kindOf(call) })
  }
  if (CLASS.test(Function.prototype.toString.call(call))) {
    throw new LanemarkError({ code: 'kernel-not-function', ...at, type: 'a class' })
  }
  const tag = Object.getPrototypeOf(call)?.constructor?.name ?? 'Function'
  if (tag === 'AsyncGeneratorFunction') {
    throw new LanemarkError({ code: 'kernel-async-generator', ...at })
  }
  const division = divisionOf(exports, call)
  return { ref: at, kind: KINDS[tag] ?? 'function', call: call as KernelFunction, division }
}

/** The exports by which a module says how its kernel divides. */
const DIVIDING = ['split', 'merge'] as const

/**
 * A module that has other functions beside its kernel, `split` and `merge` is a collection of
 * functions, in which these two names mean something else; and so is one whose `split` does not ask
 * for the number of parts, as that of a merge sort.
 */
function divisionOf(exports: ReadonlyMap<string, unknown>, call: unknown): Division | null {
  const functions = new Set([...exports.values()].filter((value) => typeof value === 'function'))
  const [split, merge] = DIVIDING.map((name) => exports.get(name))
  if (typeof split !== 'function' || typeof merge !== 'function') return null
  if (functions.size !== 3 || split === call || merge === call || split.length < 2) return null
  return { split, merge } as Division
}

async function importModule(url: string): Promise<Record<string, unknown>> {
  try {
    return await import(/* @vite-ignore */ url)
  } catch (cause) {
    const { unloadable } = await import('./unloadable.ts')
    throw new LanemarkError(
      { code: 'kernel-unreadable', url, ...unloadable(url, cause) },
      { cause },
    )
  }
}

/** What newer Nodes call the whole of a CommonJS module; its `default` is the same. */
const COMMON_JS = 'module.exports'

/** By name. Node sees only some of the names that a CommonJS module exports; its object has all. */
function exportsOf(module: Record<string, unknown>): Map<string, unknown> {
  const names = Object.entries(module).filter(([name]) => name !== COMMON_JS)
  const whole = module[COMMON_JS]
  const isCommon = typeof whole === 'object' && whole !== null && whole === module['default']
  if (!isCommon) return new Map(names)
  return new Map([...Object.entries(whole), ...names.filter(([name]) => name !== 'default')])
}

/** @throws {LanemarkError} `kernel-ambiguous` */
function soleName(exports: ReadonlyMap<string, unknown>, url: string): string {
  const functions = [...exports.keys()].filter((name) => typeof exports.get(name) === 'function')
  if (functions.includes('default')) return 'default'
  const divides = DIVIDING.every((name) => functions.includes(name))
  const kernels = functions.filter((name) => !divides || !isDividing(name))
  const [first, ...others] = kernels.length === 0 ? functions : kernels
  if (others.length > 0) throw new LanemarkError({ code: 'kernel-ambiguous', url, functions })
  return first ?? 'default'
}

const isDividing = (name: string): boolean => (DIVIDING as readonly string[]).includes(name)

/**
 * The kernel's function with the context of a call; null: none was given.
 * @param fills whether tasks are given something to fill, their third argument
 */
export function bindCall(
  { call }: LoadedKernel,
  context: { value: unknown } | null,
  fills: boolean,
): (input: unknown, target?: unknown) => unknown {
  const value = context?.value
  if (fills) return (input, target) => call(input, value, target)
  if (context === null) return (input) => call(input)
  return (input) => call(input, value)
}

export const isGenerator = (value: object): value is Generator<unknown, unknown> =>
  Object.prototype.toString.call(value) === '[object Generator]'

export const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
