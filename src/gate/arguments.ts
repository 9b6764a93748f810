/** The words of the command line as settings. Pure: what is wrong becomes an error with what is allowed. */
import * as v from 'valibot'
import { describe } from '../text/describe.ts'
import { LanemarkError } from '../findings.ts'
import type { GateRules } from './model/facts.ts'
import { checkedRules, DEFAULT_RULES } from './decide/rules.ts'
import type { GateSettings, Pace } from './model/settings.ts'
import { EXPORT_FORMATS } from './page/exports.ts'
import type { ExportFormat } from './page/exports.ts'

/** Options as the command line gives them: lists of values, or true. */
export type Given = Readonly<Record<string, unknown>>

export function invalid(option: string, got: string, allowed: string): never {
  throw new LanemarkError({ code: 'option-invalid', option, got: `"${got}"`, allowed })
}

export function one(given: Given, name: string): string | undefined {
  const values = many(given, name)
  if (values.length > 1) return invalid(`--${name}`, values.join(' '), 'to be given once')
  return values[0]
}

function many(given: Given, name: string): string[] {
  const value = given[name]
  const values = value === undefined ? [] : Array.isArray(value) ? value : [value]
  return values.map((each) =>
    typeof each === 'string' ? each : invalid(`--${name}`, describe(each), 'a value'),
  )
}

const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000 }

/** `5m`, `90s`, `1.5h`; ms. */
export function parseDuration(text: string): number {
  const [, figure = '', unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|min|h)$/.exec(text) ?? []
  const duration = Number(figure) * (UNITS[unit] ?? Number.NaN)
  if (duration > 0 && duration <= 24 * 3_600_000) return Math.round(duration)
  return invalid('--budget', text, 'a time such as `5m`, `90s` or `1h`, at most a day')
}

/** `1%`, `0.5 %`, or a share below 1 such as `0.01`. */
export function parseShare(option: string, text: string): number {
  const [, figure = '', sign = ''] = /^(\d+(?:\.\d+)?)\s*(%?)$/.exec(text) ?? []
  const share = Number(figure) / (sign === '' ? 1 : 100)
  if (figure !== '' && share < 1) return share
  return invalid(option, text, 'a percentage such as `1%`')
}

const SEEDS = 2 ** 31

function parseSeed(text: string | undefined, fresh: () => number): number {
  if (text === undefined) return fresh()
  const seed = Number(text)
  if (/^\d+$/.test(text) && seed < SEEDS) return seed
  return invalid('--seed', text, `a whole number from 0 to ${SEEDS - 1}`)
}

/** For tests and experiments: parts of the procedure's numbers, as JSON. */
export const RULES_VARIABLE = 'LANEMARK_GATE_RULES'

const group = v.optional(v.record(v.string(), v.number()))
const overrides = v.strictObject({
  screen: group,
  test: group,
  drop: group,
  detectable: group,
  pace: v.optional(v.partial(v.strictObject({ warmup: v.number(), rounds: v.number() }))),
  /** Read in baseline-arguments.ts. */
  baseline: group,
  confidence: v.optional(v.number()),
})

function overridden(rules: GateRules, text: string | undefined): { rules: GateRules; pace: Pace } {
  if (text === undefined || text === '') return { rules, pace: PACE }
  try {
    const { screen, test, drop, detectable, pace, confidence } = v.parse(
      overrides,
      JSON.parse(text),
    )
    const merged = {
      ...rules,
      confidence: confidence ?? rules.confidence,
      screen: { ...rules.screen, ...screen },
      test: { ...rules.test, ...test },
      drop: { ...rules.drop, ...drop },
      detectable: { ...rules.detectable, ...detectable },
    }
    return {
      rules: merged,
      pace: { warmup: pace?.warmup ?? PACE.warmup, rounds: pace?.rounds ?? PACE.rounds },
    }
  } catch {
    return invalid(
      RULES_VARIABLE,
      text,
      'JSON with numbers under screen, test, drop, detectable and pace',
    )
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
  const { rules, pace } = overridden(asked, environment[RULES_VARIABLE])
  return {
    root,
    filters: [...filters],
    budget: parseDuration(one(given, 'budget') ?? DEFAULT_BUDGET),
    strict: given['strict'] === true,
    seed: parseSeed(one(given, 'seed') ?? environment['LANEMARK_SEED'], fresh),
    acknowledged: many(given, 'acknowledge'),
    setup: one(given, 'setup') ?? null,
    reports: one(given, 'reports') ?? 'reports',
    rules: sound(rules),
    pace,
  }
}

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
