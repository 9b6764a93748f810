/** Every option with its meaning, its default and its check; validated once, at the edge. */
import * as v from 'valibot'
import { availableCores } from './cores.ts'
import { LanemarkError } from './findings.ts'

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
}

const count = (least: number, most: number) =>
  v.pipe(
    v.number(`a whole number from ${least} to ${most}`),
    v.integer(`a whole number from ${least} to ${most}`),
    v.minValue(least, `a whole number from ${least} to ${most}`),
    v.maxValue(most, `a whole number from ${least} to ${most}`),
  )

const poolSchema = v.strictObject({
  workers: v.optional(count(1, 1024)),
  heap: v.optional(count(8, 1024 * 1024)),
})

/** @throws {LanemarkError} `option-invalid` */
export function resolvePool(options: PoolOptions): { workers: number; heap: number | null } {
  const { workers, heap } = check(poolSchema, options)
  return { workers: workers ?? Math.max(1, Math.floor(availableCores())), heap: heap ?? null }
}

/** Checks options against their schema; the first thing wrong becomes the error. */
export function check<Schema extends v.GenericSchema>(
  schema: Schema,
  options: unknown,
): v.InferOutput<Schema> {
  const checked = v.safeParse(schema, options)
  if (checked.success) return checked.output
  const [issue] = checked.issues
  const option = v.getDotPath(issue) ?? 'options'
  throw new LanemarkError({
    code: 'option-invalid',
    option,
    got: issue.received,
    allowed: issue.expected === 'never' ? known(schema) : issue.message,
  })
}

function known(schema: v.GenericSchema): string {
  const entries = 'entries' in schema ? Object.keys(schema.entries as object) : []
  return `no such option; there are ${entries.map((entry) => `\`${entry}\``).join(', ')}`
}
