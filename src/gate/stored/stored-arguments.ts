/** The command line of stored baselines as settings: saving one, and a gate against one. Pure. */
import type { BlockLimits } from '../model/baseline.ts'
import { parseCommonArguments } from '../arguments.ts'
import type { Surroundings } from '../arguments.ts'
import { invalid, one } from '../../option-values.ts'
import type { Given } from '../../option-values.ts'
import { ruleOverrides } from '../rule-overrides.ts'
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
  const { root, picked, budget, seed, setup, pace, rules } = common
  const blocks = blockLimits(surroundings)
  return { root, picked, budget, seed, setup, pace, rules, blocks, output }
}

/** For tests and experiments, the numbers of blocks may be others. */
function blockLimits({ environment }: Surroundings): BlockLimits {
  const { least, most } = { ...BLOCKS, ...ruleOverrides(environment).baseline }
  if (least <= most) return { least, most }
  return invalid('baseline', `${least} to ${most}`, '`least` blocks up to `most`')
}
