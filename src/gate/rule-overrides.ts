/** For tests and experiments: parts of the procedure's numbers, as JSON in a variable. */
import * as v from 'valibot'
import { invalid } from '../option-values.ts'

const VARIABLE = 'LANEMARK_GATE_RULES'

const group = v.optional(v.record(v.string(), v.number()))
const blocks = v.pipe(v.number(), v.integer(), v.minValue(1))

const overrides = v.strictObject({
  screen: group,
  test: group,
  drop: group,
  detectable: group,
  confidence: v.optional(v.number()),
  pace: v.optional(
    v.strictObject({ warmup: v.exactOptional(v.number()), rounds: v.exactOptional(v.number()) }),
  ),
  /** How many blocks a side gets that is measured by itself. */
  baseline: v.optional(
    v.strictObject({ least: v.exactOptional(blocks), most: v.exactOptional(blocks) }),
  ),
})

export type RuleOverrides = v.InferOutput<typeof overrides>

/** @throws {LanemarkError} `option-invalid` */
export function ruleOverrides(environment: Record<string, string | undefined>): RuleOverrides {
  const text = environment[VARIABLE]
  if (text === undefined || text === '') return {}
  try {
    return v.parse(overrides, JSON.parse(text))
  } catch {
    return invalid(
      VARIABLE,
      text,
      'JSON with numbers under screen, test, drop, detectable, pace and baseline',
    )
  }
}
