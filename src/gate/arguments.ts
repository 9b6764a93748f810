/** The words of the command line as settings. Pure: what is wrong becomes an error with what is allowed. */
import type { GateRules } from './model/facts.ts'
import { checkedRules, DEFAULT_RULES } from './decide/rules.ts'
import type { GateSettings, Pace } from './model/settings.ts'
import { EXPORT_FORMATS } from './page/exports.ts'
import type { ExportFormat } from './page/exports.ts'
import { invalid, many, one, parseDuration, parseSeed } from '../option-values.ts'
import type { Given } from '../option-values.ts'
import { ruleOverrides } from './rule-overrides.ts'
import type { RuleOverrides } from './rule-overrides.ts'

/** `1%`, `0.5 %`, or a share below 1 such as `0.01`. */
export function parseShare(option: string, text: string): number {
  const [, figure = '', sign = ''] = /^(\d+(?:\.\d+)?)\s*(%?)$/.exec(text) ?? []
  const share = Number(figure) / (sign === '' ? 1 : 100)
  if (figure !== '' && share < 1) return share
  return invalid(option, text, 'a percentage such as `1%`')
}

/** As Vitest's own `-t`: a regular expression. */
function parsePattern(given: Given): string | null {
  const pattern = one(given, 'testNamePattern') ?? null
  try {
    if (pattern !== null) RegExp(pattern)
    return pattern
  } catch {
    return invalid('-t', pattern ?? '', 'a regular expression for the names of tests')
  }
}

/**
 * What scatters, once the arms share a core, are processes far more than pairs: blocks of 25 to 200
 * rounds of plain benchmarks are alike (`validation/page/choices.ts`). Serial makespans, a pair of
 * which takes longer, gain up to here, and pools beyond it.
 */
const PACE: Pace = { warmup: 200, rounds: 80 }

const DEFAULT_BUDGET = '5m'

export interface Surroundings {
  root: string
  environment: Record<string, string | undefined>
  /** A seed where none is given. */
  fresh: () => number
}

/** @throws {LanemarkError} `option-invalid` */
export function parseGateArguments(
  filters: readonly string[],
  given: Given,
  surroundings: Surroundings,
): GateSettings {
  const base = one(given, 'base')
  if (base === undefined || base === '') {
    return invalid('--base', '', 'the git ref to compare with, such as `--base origin/main`')
  }
  return { ...parseCommonArguments(filters, given, surroundings), base }
}

/** What is asked for whatever head is compared with. */
export function parseCommonArguments(
  filters: readonly string[],
  given: Given,
  { root, environment, fresh }: Surroundings,
): Omit<GateSettings, 'base'> {
  const margin = one(given, 'margin')
  const alpha = one(given, 'alpha')
  const asked: GateRules = {
    ...DEFAULT_RULES,
    ...(margin === undefined ? {} : { margin: parseShare('--margin', margin) }),
    ...(alpha === undefined ? {} : { alpha: parseShare('--alpha', alpha) }),
  }
  const overrides = ruleOverrides(environment)
  return {
    root,
    picked: { filters: [...filters], projects: many(given, 'project'), named: parsePattern(given) },
    budget: parseDuration(one(given, 'budget') ?? DEFAULT_BUDGET),
    strict: given['strict'] === true,
    seed: parseSeed(one(given, 'seed') ?? environment['LANEMARK_SEED'], fresh),
    acknowledged: many(given, 'acknowledge'),
    setup: one(given, 'setup') ?? null,
    own: many(given, 'own'),
    reports: one(given, 'reports') ?? 'reports',
    rules: sound(withOverrides(asked, overrides)),
    pace: { ...PACE, ...overrides.pace },
  }
}

const withOverrides = (
  rules: GateRules,
  { screen, test, drop, detectable, confidence }: RuleOverrides,
): GateRules => ({
  ...rules,
  confidence: confidence ?? rules.confidence,
  screen: { ...rules.screen, ...screen },
  test: { ...rules.test, ...test },
  drop: { ...rules.drop, ...drop },
  detectable: { ...rules.detectable, ...detectable },
})

function sound(rules: GateRules): GateRules {
  try {
    return checkedRules(rules)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return invalid('rules', JSON.stringify(rules), reason)
  }
}

/** Where the results go beside the reports: a path, relative to the root. */
export interface WantedExport {
  format: ExportFormat
  path: string
}

export const parseExports = (given: Given): WantedExport[] =>
  EXPORT_FORMATS.flatMap((format) => {
    const path = one(given, `export-${format}`)
    return path === undefined ? [] : [{ format, path }]
  })
