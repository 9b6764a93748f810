/** `lanemark baseline save`: the working tree's figures, measured and written for later gates. */
import { resolve } from 'node:path'
import { LanemarkError } from '../../findings.ts'
import { clean } from '../../text/escape.ts'
import { writeOwn } from '../../system/files.ts'
import { isStranger } from '../../system/mark.ts'
import { baselineJson } from './file.ts'
import { BASELINE_SCHEMA } from '../model/baseline.ts'
import type { Baseline, StoredDigests } from '../model/baseline.ts'
import type { Entry } from '../model/facts.ts'
import type { Limits } from '../model/plans.ts'
import { budgetNeeded, planBlocks } from '../decide/stored/stored-plan.ts'
import type { BlockPlan } from '../decide/stored/stored-plan.ts'
import { unitsOf } from '../decide/block-cost.ts'
import { invalid } from '../../option-values.ts'
import type { Catalogue } from '../catalogue.ts'
import { saveCommandOf } from '../command.ts'
import type { GateProgress } from '../../system/progress.ts'
import type { SaveSettings } from '../model/settings.ts'
import { fingerprintHere } from './fingerprint-here.ts'
import { measureHead } from './head-session.ts'
import type { HeadOutcome } from './head-session.ts'
import { withHead } from './workspace.ts'
import type { HeadSide } from './workspace.ts'

/**
 * Measures and writes; all of the benchmarks or nothing, so that no baseline loses some unnoticed.
 *
 * @returns the baseline and its absolute path
 * @throws {LanemarkError} `baseline-failed` where a benchmark failed, `option-invalid` where the
 *   budget is too short for the fewest blocks, `report-taken` where the file is somebody else's; the signal's reason when it is aborted
 */
export async function saveBaseline(
  settings: SaveSettings,
  progress: GateProgress,
  signal: AbortSignal,
): Promise<{ baseline: Baseline; path: string }> {
  const path = resolve(settings.root, settings.output)
  if (await isStranger(path)) throw new LanemarkError({ code: 'report-taken', path })
  const baseline = await withHead(settings, progress, signal, async (side) => {
    const outcome = await measureHead({
      settings,
      side,
      beside: (discovery) => discovery,
      plan: (found, limits) => completePlan(found, settings, limits),
      insist: true,
      progress,
      signal,
    })
    return toBaseline(settings, side, outcome)
  })
  await writeOwn(path, baselineJson(baseline, path))
  return { baseline, path }
}

function completePlan(found: Catalogue, settings: SaveSettings, limits: Limits): BlockPlan {
  const failures = found.entries.flatMap(({ id, presence }) =>
    presence.state === 'failed' ? [{ id, error: presence.error }] : [],
  )
  if (failures.length > 0) throw baselineFailed(failures)
  // without anything to compare with, all that was measured is new
  const entries = found.entries.map((entry): Entry => ({ ...entry, presence: { state: 'both' } }))
  const plan = planBlocks(unitsOf(entries), settings.blocks, limits)
  if (plan.leftOut.length === 0) return plan
  const known = entries.every(({ id }) => found.figures.has(id))
  const used = settings.budget - limits.budget
  const { least } = settings.blocks
  const needed = used + budgetNeeded(unitsOf(entries), least, limits.startup)
  const about = known ? `; about ${Math.ceil(needed / 1000)}s are needed` : ''
  return invalid(
    '--budget',
    `${settings.budget / 1000}s`,
    `time for ${least} blocks of all benchmarks${about}, or fewer benchmarks by filters`,
  )
}

/** Nothing is kept of benchmarks of which some failed. */
export function baselineFailed(failures: readonly { id: string; error: string }[]): LanemarkError {
  const told = failures.map(({ id, error }) => ({ id: clean(id, 120), error: clean(error, 300) }))
  return new LanemarkError({ code: 'baseline-failed', failures: told })
}

function toBaseline(settings: SaveSettings, side: HeadSide, outcome: HeadOutcome): Baseline {
  const { found, values, blocks, discovery } = outcome
  const figures = [...found.figures.values()].map(({ id, unit, group, name, metric }) => ({
    id,
    unit,
    group,
    name,
    metric,
    values: (values.get(id) ?? []).map((value) => (typeof value === 'number' ? value : null)),
  }))
  const empty = figures.filter((figure) => figure.values.every((value) => value === null))
  if (empty.length > 0) {
    throw baselineFailed(empty.map(({ id }) => ({ id, error: 'no block of it counts' })))
  }
  const results = [...(discovery.arms.head?.digests ?? [])]
  return {
    schema: BASELINE_SCHEMA,
    command: saveCommandOf(settings),
    seed: settings.seed,
    date: new Date().toISOString(),
    commit: side.head.commit,
    dirty: side.head.dirty,
    fingerprint: fingerprintHere(side.listed.vitest, settings.pace),
    blocks,
    figures,
    digests: (discovery.alone.head ?? []).map(
      ({ unit, group, functions, digests }): StoredDigests => ({
        unit,
        group,
        functions: functions.map((name, index) => ({
          name,
          digest: digests.head?.[index] ?? null,
        })),
      }),
    ),
    results: results.map(([unit, digests]) => ({ unit, digests })),
  }
}
