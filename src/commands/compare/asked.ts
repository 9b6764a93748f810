/** A comparison that the command line asks for, as it crosses to the process that makes it. */
import type { CompareOptions } from '../../compare/compare-options.ts'
import type { KernelRef } from '../../model.ts'

export interface Asked {
  /** `thumbnail.ts#render`: the comparison's name. */
  name: string
  kernel: KernelRef
  inputs: AskedInputs
  /** Plain data all of them, for they cross. */
  options: CompareOptions
}

export type AskedInputs =
  | { kind: 'values'; values: unknown[] }
  /** An export; an empty name: the default one. `from` is how it was asked for. */
  | { kind: 'module'; from: string; url: string; name: string }

declare module 'vitest' {
  interface ProvidedContext {
    'lanemark:asked'?: Asked
  }
}
