/** The options of the plugin, each with its meaning, its default and its check; and how options are checked. */
import * as v from 'valibot'
import { described, invalid, POOL_LIMITS } from './pool-options.ts'

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

export const workersSchema = whole(...POOL_LIMITS.workers)
export const heapSchema = whole(...POOL_LIMITS.heap)
export const durationSchema = whole(1, 2 ** 31 - 1)

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

function known(schema: v.GenericSchema): string {
  const entries = 'entries' in schema ? Object.keys(schema.entries as object) : []
  return entries.map((entry) => `\`${entry}\``).join(', ')
}
