/** The command line of stored baselines as settings: saving one, and a gate against one. Pure. */
import * as v from 'valibot'
import type { BlockLimits } from '../model/baseline.ts'
import { invalid, one, parseCommonArguments, RULES_VARIABLE } from '../arguments.ts'
import type { Given, Surroundings } from '../arguments.ts'
import type { SaveSettings, StoredGateSettings } from '../model/settings.ts'

/** Ten give the exact test a floor far below any alpha; beyond forty, the drift between runs rules. */
const BLOCKS: BlockLimits = { least: 10, most: 40 }

/** @throws {LanemarkError} `option-invalid` */
export function parseStoredArguments(
  filters: readonly string[],
  given: Given,
  surroundings: Surroundings,
): StoredGateSettings {
  const baseline = one(given, 'baseline')
  if (baseline === undefined || baseline === '') {
    return invalid('--baseline', '', 'a file that `lanemark baseline save` wrote')
  }
  if (given['base'] !== undefined) {
    return invalid(
      '--baseline',
      baseline,
      'one of `--base <ref>`, measured beside head, and `--baseline <file>`, measured before; not both',
    )
  }
  const common = parseCommonArguments(filters, given, surroundings)
  return { ...common, baseline, blocks: blockLimits(surroundings) }
}

/**
 * @param words what follows `lanemark baseline`
 * @throws {LanemarkError} `option-invalid`
 */
export function parseSaveArguments(
  [action = '', ...filters]: readonly string[],
  given: Given,
  surroundings: Surroundings,
): SaveSettings {
  if (action !== 'save') return invalid('baseline', action, '`lanemark baseline save [...filters]`')
  const output = one(given, 'output') ?? 'reports/baseline.json'
  if (output === '') return invalid('--output', '', 'a file to be written')
  const common = parseCommonArguments(filters, given, surroundings)
  const { root, budget, seed, setup, pace, rules } = common
  const blocks = blockLimits(surroundings)
  return { root, filters: [...filters], budget, seed, setup, pace, rules, blocks, output }
}

const count = (fallback: number) =>
  v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), fallback)

const limits = v.pipe(
  v.object({
    baseline: v.optional(
      v.strictObject({ least: count(BLOCKS.least), most: count(BLOCKS.most) }),
      BLOCKS,
    ),
  }),
  v.transform(({ baseline }): BlockLimits => baseline),
  v.check(({ least, most }) => least <= most),
)

/** For tests and experiments, the numbers of blocks may be others. */
function blockLimits({ environment }: Surroundings): BlockLimits {
  const text = environment[RULES_VARIABLE]
  if (text === undefined || text === '') return BLOCKS
  try {
    return v.parse(limits, JSON.parse(text))
  } catch {
    return invalid(RULES_VARIABLE, text, 'JSON with whole numbers `least` and `most` in `baseline`')
  }
}
