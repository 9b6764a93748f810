/** Every option with its meaning, its default and its check; validated once, at the edge. */
import * as v from 'valibot'
import { availableCores } from './cores.ts'
import { describe } from './describe.ts'
import { LanemarkError } from './findings.ts'
import { MODES } from './model.ts'
import type { CaseId, Mode, Reference } from './model.ts'
import { reference } from './report/schema-references.ts'

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

/** What `threads` and `processes` may be asked for in `modes`. */
export interface ModeSpec {
  mode: 'threads' | 'processes'
  /** One worker count or several, each of which becomes a case of its own: `[1, 2, 4]`. */
  workers?: number | readonly number[]
  /** Heap limit of each worker in MiB. */
  heap?: number
}

export interface CompareOptions {
  /**
   * What to compare. Serial is always measured, for the others are compared with it.
   * @default ['serial', 'concurrent', 'threads', 'processes']
   */
  modes?: readonly (Mode | ModeSpec)[]
  /**
   * Workers of each pool that does not say its own.
   * @default the cores available to this process
   */
  workers?: number
  /**
   * Milliseconds for the counted rounds of this comparison.
   * @default 10_000
   */
  budget?: number
  /**
   * Exactly so many rounds, whatever they take. From six on there are intervals.
   * @default as many as the budget allows, from 2 to 60; 1 where a round takes longer than the budget
   */
  rounds?: number
  /**
   * Milliseconds that one task may take.
   * @default 300_000
   */
  timeout?: number
  /**
   * Whether two results count as equal.
   * @default deep and exact equality
   */
  equals?: (actual: never, expected: never) => boolean
  /** Given once to each worker, and to the kernel as its second argument; see `MapOptions`. */
  context?: unknown
  /** The dearest inputs start first, in every mode; see `MapOptions`. */
  cost?: (input: never) => number
  /** Figures from elsewhere that the report sets beside the measured ones. */
  references?: readonly Reference[]
}

/** The options of a comparison with everything decided. */
export interface ResolvedCompare {
  cases: (CaseId & { heap: number | null })[]
  budget: number
  rounds: number | null
  timeout: number
  equals: ((actual: unknown, expected: unknown) => boolean) | null
  /** Undefined: none. */
  context: unknown
  cost: ((input: unknown) => number) | null
  references: Reference[]
}

export interface PluginOptions {
  /**
   * Folder for the reports, relative to Vitest's root.
   * @default 'reports'
   */
  reports?: string
  /**
   * Seed of every random order.
   * @default the environment's `LANEMARK_SEED`, or a fresh one for each run
   */
  seed?: number
  /**
   * Benchmarks whose slowdown is known: `lanemark gate` shows it and lets it pass. Named as in the
   * gate's report, by test or by function, as with `--acknowledge`.
   * @default none
   */
  acknowledge?: readonly string[]
  /**
   * Whether plain benchmarks count the bytes that a call allocates, in some more calls.
   * @default false
   */
  bytes?: boolean
}

export interface ResolvedPlugin {
  reports: string
  seed: number
  acknowledge: string[]
  bytes: boolean
}

/** A check for whole numbers. */
export const whole = (least: number, most: number) => {
  const allowed = `a whole number from ${least} to ${most}`
  return v.pipe(
    v.number(allowed),
    v.integer(allowed),
    v.minValue(least, allowed),
    v.maxValue(most, allowed),
  )
}

const workersSchema = whole(1, 1024)
/** With less, no worker comes up. */
const heapSchema = whole(16, 2 ** 20)
const durationSchema = whole(1, 2 ** 31 - 1)

const poolSchema = v.strictObject({
  workers: v.optional(workersSchema),
  heap: v.optional(heapSchema),
  recycle: v.optional(whole(1, 2 ** 20)),
})

const specSchema = v.strictObject({
  mode: v.picklist(['threads', 'processes'], '`threads` or `processes`'),
  workers: v.optional(v.union([workersSchema, v.pipe(v.array(workersSchema), v.nonEmpty())])),
  heap: v.optional(heapSchema),
})

const modeSchema = v.picklist(MODES, `one of ${MODES.map((mode) => `\`${mode}\``).join(', ')}`)

const compareSchema = v.strictObject({
  modes: v.optional(
    v.array(
      v.lazy((mode) => (typeof mode === 'object' ? specSchema : modeSchema)),
      'an array of modes',
    ),
  ),
  workers: v.optional(workersSchema),
  budget: v.optional(durationSchema),
  rounds: v.optional(whole(1, 10_000)),
  timeout: v.optional(durationSchema),
  equals: v.optional(v.function('a function of two results')),
  context: v.optional(v.any()),
  cost: v.optional(v.function('a function that gives a number for an input')),
  references: v.optional(v.array(reference, 'an array of references')),
})

const NAMES = 'an array of benchmark names'

const pluginSchema = v.strictObject({
  reports: v.optional(v.pipe(v.string('a folder'), v.nonEmpty('a folder'))),
  seed: v.optional(whole(0, 2 ** 31 - 1)),
  acknowledge: v.optional(v.array(v.pipe(v.string(NAMES), v.trim(), v.nonEmpty(NAMES)), NAMES)),
  bytes: v.optional(v.boolean('true or false')),
})

/** @throws {LanemarkError} `option-invalid` */
export function resolvePlugin(
  options: PluginOptions,
  environment: Record<string, string | undefined>,
): ResolvedPlugin {
  const { reports, seed, acknowledge, bytes } = check(pluginSchema, options)
  return {
    reports: reports ?? 'reports',
    seed: seed ?? seedFrom(environment['LANEMARK_SEED']),
    acknowledge: acknowledge ?? [],
    bytes: bytes ?? false,
  }
}

function seedFrom(text: string | undefined): number {
  if (text === undefined || text === '') return Math.floor(Math.random() * 2 ** 31)
  const seed = Number(text)
  if (v.is(whole(0, 2 ** 31 - 1), seed)) return seed
  return invalid('LANEMARK_SEED', `"${text}"`, `a whole number from 0 to ${2 ** 31 - 1}`)
}

/** @throws {LanemarkError} `option-invalid` */
export function resolvePool(options: PoolOptions): ResolvedPool {
  const { workers, heap, recycle } = check(poolSchema, options)
  return { workers: workers ?? defaultWorkers(), heap: heap ?? null, recycle: recycle ?? null }
}

/** @throws {LanemarkError} `option-invalid` */
export function resolveCompare(options: CompareOptions): ResolvedCompare {
  const checked = check(compareSchema, options)
  return {
    cases: casesOf(checked.modes ?? MODES, checked.workers ?? defaultWorkers()),
    budget: checked.budget ?? 10_000,
    rounds: checked.rounds ?? null,
    timeout: checked.timeout ?? TASK_TIMEOUT,
    equals: (options.equals ?? null) as ResolvedCompare['equals'],
    context: options.context,
    cost: (options.cost ?? null) as ResolvedCompare['cost'],
    references: [...(options.references ?? [])],
  }
}

const defaultWorkers = (): number => Math.max(1, Math.floor(availableCores()))

/** Serial first, then the modes as they were asked for, each worker count a case of its own. */
function casesOf(
  modes: readonly (Mode | v.InferOutput<typeof specSchema>)[],
  workers: number,
): ResolvedCompare['cases'] {
  const specs = modes.map((mode) => (typeof mode === 'string' ? { mode } : mode))
  const cases = specs.flatMap((spec): ResolvedCompare['cases'] => {
    const { mode } = spec
    if (mode === 'serial' || mode === 'concurrent') {
      return [{ label: mode, mode, workers: 1, heap: null }]
    }
    const heap = 'heap' in spec ? (spec.heap ?? null) : null
    const asked = 'workers' in spec ? (spec.workers ?? workers) : workers
    const counts = typeof asked === 'number' ? [asked] : asked
    return counts.map((count) => {
      const label = counts.length === 1 ? mode : `${mode} x${count}`
      return { label, mode, workers: count, heap }
    })
  })
  const labels = cases.map(({ label }) => label)
  const twice = labels.find((label, index) => labels.indexOf(label) !== index)
  if (twice !== undefined) invalid('modes', `"${twice}" twice`, 'each mode and worker count once')
  const others = cases.filter(({ mode }) => mode !== 'serial')
  if (others.length === 0) invalid('modes', 'serial alone', 'at least one mode besides `serial`')
  return [{ label: 'serial', mode: 'serial', workers: 1, heap: null }, ...others]
}

function invalid(option: string, got: string, allowed: string): never {
  throw new LanemarkError({ code: 'option-invalid', option, got, allowed })
}

/** Checks options against their schema; the first thing wrong becomes the error. */
export function check<Schema extends v.GenericSchema>(
  schema: Schema,
  options: unknown,
): v.InferOutput<Schema> {
  const checked = v.safeParse(schema, options)
  if (checked.success) return checked.output
  const [issue] = checked.issues
  const option = v.getDotPath(issue)
  if (option === null) invalid('options', described(options), `an object with ${known(schema)}`)
  if (issue.expected === 'never') invalid(option, 'not an option', known(schema))
  invalid(option, described(issue.input), issue.message)
}

const described = (value: unknown): string =>
  typeof value === 'string' ? JSON.stringify(value) : describe(value)

function known(schema: v.GenericSchema): string {
  const entries = 'entries' in schema ? Object.keys(schema.entries as object) : []
  return entries.map((entry) => `\`${entry}\``).join(', ')
}
