/** The options of pools, checked without a library: whoever imports an executor loads this. */
import { availableCores } from './system/cores.ts'
import { describe } from './text/describe.ts'
import { LanemarkError } from './findings.ts'

/** Five minutes: far above any sane task, far below a night spent hanging. */
export const TASK_TIMEOUT = 300_000

export interface PoolOptions {
  /**
   * How many workers.
   * @default the cores available to this process, the control group's quota included, at least 1
   */
  workers?: number
  /**
   * Heap limit of each worker in MiB.
   * @default Node's own limit
   */
  heap?: number
  /**
   * MiB that a worker may have taken when a chunk ends (a process: resident memory; a thread: its
   * heap and buffers). One that has more is replaced before its next chunk.
   * @default never
   */
  recycle?: number
}

export interface ResolvedPool {
  workers: number
  /** MiB; null: Node's own limit. */
  heap: number | null
  /** MiB; null: never. */
  recycle: number | null
}

/** Whole numbers from the first to the last; with less heap no worker comes up. */
export const POOL_LIMITS = {
  workers: [1, 1024],
  heap: [16, 2 ** 20],
  recycle: [1, 2 ** 20],
} as const satisfies Record<keyof PoolOptions, readonly [number, number]>

const KNOWN = Object.keys(POOL_LIMITS)
  .map((option) => `\`${option}\``)
  .join(', ')

/** @throws {LanemarkError} `option-invalid` */
export function resolvePool(options: PoolOptions): ResolvedPool {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    invalid('options', described(options), `an object with ${KNOWN}`)
  }
  for (const [option, value] of Object.entries(options) as [string, unknown][]) {
    if (!(option in POOL_LIMITS)) invalid(option, 'not an option', KNOWN)
    const [least, most] = POOL_LIMITS[option as keyof PoolOptions]
    const fits = Number.isInteger(value) && (value as number) >= least && (value as number) <= most
    if (value === undefined || fits) continue
    invalid(option, described(value), `a whole number from ${least} to ${most}`)
  }
  const { workers, heap, recycle } = options
  return { workers: workers ?? defaultWorkers(), heap: heap ?? null, recycle: recycle ?? null }
}

export const defaultWorkers = (): number => Math.max(1, Math.floor(availableCores()))

export function invalid(option: string, got: string, allowed: string): never {
  throw new LanemarkError({ code: 'option-invalid', option, got, allowed })
}

/** A value as an error names it. */
export const described = (value: unknown): string =>
  typeof value === 'string' ? JSON.stringify(value) : describe(value)
