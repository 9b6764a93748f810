/** A gate against a stored baseline: head's blocks alone, held against the file's. */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { LanemarkError } from '../../findings.ts'
import { clean } from '../../text/escape.ts'
import type { Baseline } from '../model/baseline.ts'
import type { Entry, Metric } from '../model/facts.ts'
import type { Limits } from '../model/plans.ts'
import type {
  Difference,
  StoredDecision,
  StoredEntry,
  StoredGateReport,
} from '../model/stored-record.ts'
import type { BlockCount } from '../model/verdicts.ts'
import { STORED_GATE_SCHEMA } from '../model/stored-record.ts'
import { environment } from '../../system/environment.ts'
import { decideStored } from '../decide/stored/stored-decision.ts'
import { driftOf } from '../decide/stored/drift.ts'
import { parseBaseline } from './file.ts'
import { differencesOf, differencesText, forbidding } from '../decide/stored/fingerprint.ts'
import { budgetNeeded, planBlocks } from '../decide/stored/stored-plan.ts'
import type { BlockPlan } from '../decide/stored/stored-plan.ts'
import { unitsOf } from '../decide/block-cost.ts'
import { PLANNED } from '../deadlines.ts'
import { sum } from '../../stats/mean.ts'
import { acknowledged as acknowledgedBy } from '../decide/acknowledged.ts'
import { isCompared, outcomeOf } from '../decide/outcome.ts'
import type { Catalogue } from '../catalogue.ts'
import { storedCommandOf } from '../command.ts'
import { sayUnknown } from '../../system/progress.ts'
import type { GateProgress } from '../../system/progress.ts'
import type { StoredGateSettings } from '../model/settings.ts'
import { fingerprintHere } from './fingerprint-here.ts'
import { measureHead } from './head-session.ts'
import type { BlockValue, HeadOutcome } from './head-session.ts'
import { besideStored } from './stored-side.ts'
import { withHead } from './workspace.ts'
import type { HeadSide } from './workspace.ts'

/**
 * Runs the gate. Whatever happens, no process and nothing that was laid out is left.
 *
 * @throws {LanemarkError} `baseline-unreadable`; `baseline-foreign` where the machine differs and no
 *   speedup could be compared instead; the signal's reason when it is aborted
 */
export async function runStoredGate(
  settings: StoredGateSettings,
  progress: GateProgress,
  signal: AbortSignal,
): Promise<StoredGateReport> {
  const stored = await readBaseline(resolve(settings.root, settings.baseline))
  return await withHead(settings, progress, signal, async (side) => {
    const differences = differencesOf(
      stored.fingerprint,
      fingerprintHere(side.listed.vitest, settings.pace),
    )
    const comparing = { settings, stored, differences }
    const hopeless = stored.figures.every(
      ({ metric }) => forbidding(differences, metric).length > 0,
    )
    if (hopeless) {
      throw baselineForeign(resolve(settings.root, settings.baseline), differences)
    }
    const { picked } = settings
    const outcome = await measureHead({
      settings,
      side,
      beside: (discovery, cut) =>
        besideStored(discovery, stored, { picked, listed: side.listed, cut }),
      plan: (found, limits) => comparablePlan(found, comparing, limits),
      insist: false,
      progress,
      signal,
    })
    return toReport(comparing, { side, outcome, progress })
  })
}

/** @throws {LanemarkError} `baseline-unreadable` */
async function readBaseline(path: string): Promise<Baseline> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    const reason = missing ? 'there is no such file' : clean((error as Error).message, 200)
    throw new LanemarkError({ code: 'baseline-unreadable', path, reason }, { cause: error })
  }
  return parseBaseline(text, path)
}

interface Comparing {
  settings: StoredGateSettings
  stored: Baseline
  differences: Difference[]
}

/** Only what may be compared is worth its time. */
function comparablePlan(found: Catalogue, comparing: Comparing, limits: Limits): BlockPlan {
  const { settings, differences } = comparing
  const shared = found.entries.filter(({ presence }) => presence.state === 'both')
  const allowed = (metric: Metric): boolean => forbidding(differences, metric).length === 0
  const comparable = shared.filter(({ metric }) => allowed(metric))
  const failing = found.entries.some(({ presence }) => presence.state === 'failed')
  if (shared.length > 0 && comparable.length === 0 && !failing) {
    throw baselineForeign(resolve(settings.root, settings.baseline), differences)
  }
  return planBlocks(unitsOf(comparable), settings.blocks, limits)
}

/** What forbids speedups forbids times as well. */
export function baselineForeign(path: string, differences: readonly Difference[]): LanemarkError {
  return new LanemarkError({
    code: 'baseline-foreign',
    path,
    differences: clean(differencesText(forbidding(differences, 'time')), 500),
  })
}

interface Run {
  side: HeadSide
  outcome: HeadOutcome
  progress: GateProgress
}

function toReport(comparing: Comparing, { side, outcome, progress }: Run): StoredGateReport {
  const { settings, stored, differences } = comparing
  const { found, blocks } = outcome
  const entries = found.entries.map((entry) => storedEntry(entry, comparing, outcome))
  const drift = driftOf(stored.blocks, blocks)
  const { margin, alpha, confidence, drop, detectable } = settings.rules
  const rules = { margin, alpha, confidence, drop, detectable, blocks: settings.blocks }
  const decision = decideStored(entries, rules, { drift, differences })
  const names = [...settings.acknowledged, ...side.listed.acknowledged]
  const { ids: acknowledged, unknown } = acknowledgedBy(names, entries)
  sayUnknown(progress, unknown)
  const { picked, budget, strict, setup, seed } = settings
  return {
    schema: STORED_GATE_SCHEMA,
    command: storedCommandOf(settings),
    seed,
    base: {
      file: settings.baseline,
      commit: stored.commit,
      dirty: stored.dirty,
      date: stored.date,
      fingerprint: stored.fingerprint,
      blocks: stored.blocks,
    },
    head: side.head,
    settings: { picked, budget, strict, acknowledged, setup },
    environment: environment(side.listed.vitest, new Date()),
    fingerprint: fingerprintHere(side.listed.vitest, settings.pace),
    differences,
    drift,
    took: Math.round(outcome.took),
    startup: Math.round(found.startup),
    places: side.places,
    needed: neededBy(outcome, settings),
    figures: [...found.figures.values()],
    differing: found.differing,
    entries,
    blocks,
    decision,
    outcome: outcomeOf(decision, { acknowledged, strict, excused: excused(entries, decision) }),
  }
}

/** The budget with which all would have had the fewest blocks, ms; null where they had. */
function neededBy(
  { plan, stopped, found, took, blocks }: HeadOutcome,
  settings: StoredGateSettings,
): number | null {
  if (!stopped && plan.leftOut.length === 0) return null
  const discovery = took - sum(blocks.map((block) => block.took))
  const units = unitsOf(found.entries)
  const measuring = budgetNeeded(units, settings.blocks.least, found.startup)
  return Math.round((discovery + measuring) / PLANNED)
}

/** Times that may not be compared, of benchmarks whose speedups were: a comparison of modes has both. */
function excused(entries: readonly StoredEntry[], { results }: StoredDecision): string[] {
  const units = new Map(entries.map(({ id, unit }) => [id, unit]))
  const told = new Set(
    results.flatMap((result) =>
      isCompared(result) && result.state === 'judged' && result.metric === 'speedup'
        ? [units.get(result.id)]
        : [],
    ),
  )
  return results.flatMap((result) => {
    const isForeign =
      result.state === 'judged' && result.reasons.some(({ code }) => code === 'other-machine')
    return isForeign && told.has(units.get(result.id)) ? [result.id] : []
  })
}

/** What may not be compared carries no values: side by side they would be read as a comparison. */
function storedEntry(
  { id, unit, metric, presence, cost }: Entry,
  { stored, differences }: Comparing,
  { found, values, plan }: HeadOutcome,
): StoredEntry {
  const figure = found.figures.get(id)
  const then = stored.figures.find(
    (one) =>
      one.unit === unit &&
      one.group === figure?.group &&
      one.name === figure.name &&
      one.metric === metric,
  )
  const allowed = forbidding(differences, metric).length === 0
  const own = allowed && presence.state === 'both' ? (values.get(id) ?? []) : []
  return {
    id,
    unit,
    metric,
    presence,
    cost,
    base: own.length === 0 ? [] : (then?.values ?? []).filter((value) => value !== null),
    head: own.filter((value) => typeof value === 'number'),
    dropped: dropCounts(own),
    measured: !allowed || plan.included.includes(unit),
  }
}

function dropCounts(values: readonly BlockValue[]): BlockCount['dropped'] {
  const dropped: BlockCount['dropped'] = {}
  for (const value of values) {
    if (typeof value === 'string') dropped[value] = (dropped[value] ?? 0) + 1
  }
  return dropped
}
