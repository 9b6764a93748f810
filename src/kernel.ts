/** The public way to name a kernel, with its types taken from its module. */
import { classOf, kindOf } from './text/describe.ts'
import { LanemarkError } from './findings.ts'
import type { Finding } from './findings.ts'
import type { KernelRef } from './model.ts'

declare const types: unique symbol

/** A kernel by name: where it is, what it takes and what it returns. Nothing is loaded yet. */
export interface Kernel<Input, Output, Context = unknown> extends KernelRef {
  readonly [types]?: (input: Input, context: Context) => Output
}

type AnyFunction = (input: never, context: never, target: never) => unknown

/** By which a module says how its kernel's calls divide. */
interface Dividing {
  split: AnyFunction
  merge: AnyFunction
}

/** The function that a module stands for: its default export, or its only exported function. */
type FunctionOf<Subject> = Subject extends AnyFunction
  ? Subject
  : Subject extends { default: infer Default }
    ? Default
    : Extract<Subject[Exclude<keyof Subject, DividingIn<Subject>>], AnyFunction>

type DividingIn<Subject> = Subject extends Dividing ? keyof Dividing : never

type InputOf<Subject> =
  FunctionOf<Subject> extends (input: infer Input, context: never, target: never) => unknown
    ? Input
    : never

type ContextOf<Subject> =
  FunctionOf<Subject> extends (input: never, context: infer Context, target: never) => unknown
    ? Context
    : unknown

/** What a run gives: promises are awaited, generators run to their return value. */
type OutputOf<Subject> =
  FunctionOf<Subject> extends (input: never, context: never, target: never) => infer Result
    ? Result extends Generator<unknown, infer Returned>
      ? Awaited<Returned>
      : Awaited<Result>
    : never

/**
 * Names a kernel by the URL of its module and the name of its export.
 *
 * @example
 * const thumbnail = kernel<typeof import('./kernels/thumbnail.ts')>(
 *   new URL('./kernels/thumbnail.ts', import.meta.url),
 * )
 *
 * A module that exports `split` and `merge` beside its kernel, and no other function, says how a call
 * divides: `split(input, parts)` gives at most so many inputs of the kernel, and `merge(partials, input)`
 * makes of their results, in the order of the parts, what the kernel returns for the whole input. (A
 * `split` that takes no number of parts means something else.) Both run on the caller's thread, with the context as their third argument, and pools use them where it pays.
 *
 * @param module absolute `file:` URL of the module, TypeScript or JavaScript
 * @param name the export; left out: the default export, or the module's only exported function
 * @throws {LanemarkError} `kernel-unnamed` for a function or nothing, `option-invalid` for anything
 * else but a `file:` URL
 */
export function kernel<Subject>(
  module: URL | string,
  name = '',
): Kernel<InputOf<Subject>, OutputOf<Subject>, ContextOf<Subject>> {
  const url = String(module)
  const finding = refusal(module, name)
  if (finding === null) return { url, name }
  const error = new LanemarkError(finding)
  // it points at the caller's own line
  Error.captureStackTrace(error, kernel)
  throw error
}

function refusal(module: unknown, name: unknown): Finding | null {
  if (!isAddress(module)) return { code: 'kernel-unnamed', got: kindOf(module) }
  const url = String(module)
  if (!URL.canParse(url) || new URL(url).protocol !== 'file:') {
    const allowed = `a file: URL, such as new URL("./kernel.ts", import.meta.url)${browserHint(url)}`
    return { code: 'option-invalid', option: 'module', got: `"${url}"`, allowed }
  }
  if (typeof name === 'string') return null
  return {
    code: 'option-invalid',
    option: 'name',
    got: kindOf(name),
    allowed: 'the name of an export',
  }
}

/**
 * What is given where a kernel belongs, checked: types do not hold everybody.
 * @throws {LanemarkError} `kernel-unnamed`
 */
export function checkKernel(given: unknown): void {
  const { url, name } = (given ?? {}) as Partial<KernelRef>
  if (typeof url === 'string' && typeof name === 'string') return
  throw new LanemarkError({ code: 'kernel-unnamed', got: kindOf(given) })
}

/** Of any realm: in jsdom `URL` is another class. */
const isAddress = (given: unknown): boolean =>
  typeof given === 'string' || (typeof given === 'object' && classOf(given) === 'URL')

/** In the environments of browsers Vite turns `new URL(…, import.meta.url)` into an address there. */
const browserHint = (url: string): string =>
  /^https?:\/\/localhost\b/.test(url)
    ? '; this address comes from a test environment such as jsdom, so put `// @vitest-environment node` at the top of the bench file'
    : ''
