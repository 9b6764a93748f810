/** A gate run from start to end: laid out, measured, decided, cleaned up. */
import { realpath } from 'node:fs/promises'
import { environment } from '../system/environment.ts'
import { GATE_SCHEMA } from './model/record.ts'
import type { GateReport } from './model/record.ts'
import { acknowledged as acknowledgedBy } from './decide/acknowledged.ts'
import { outcomeOf } from './decide/outcome.ts'
import { commandOf } from './command.ts'
import { branchOf, commitOf, headCommit, isDirty, topLevel } from './sides/git.ts'
import { layOut } from './sides/layout.ts'
import type { Layout } from './sides/layout.ts'
import { headListing, listSides } from './listing.ts'
import type { Listed, Listing } from './listing.ts'
import { claimWorkspace } from './sides/lock.ts'
import type { Workspace } from './sides/lock.ts'
import { killAllArms } from './arms/process.ts'
import { sayUnknown } from '../system/progress.ts'
import type { GateProgress } from '../system/progress.ts'
import { runSession } from './gate-session.ts'
import type { SessionOutcome } from './gate-session.ts'
import type { GateSettings } from './model/settings.ts'
import { steadyHere } from './machine/steady.ts'
import { Switchboard } from './arms/switchboard.ts'

/** The sides that are compared. */
interface Sides {
  base: GateReport['base']
  head: GateReport['head']
}

/**
 * Runs the gate. Whatever happens, no process and nothing that was laid out is left.
 *
 * @throws {LanemarkError} where nothing could be decided; the signal's reason when it is aborted
 */
export async function runGate(
  settings: GateSettings,
  progress: GateProgress,
  signal: AbortSignal,
): Promise<GateReport> {
  const top = await topLevel(settings.root)
  const root = await realpath(settings.root)
  const sides = await namedSides(top, settings.base)
  const workspace = await claimWorkspace(root)
  const cleanUp = (): void => {
    killAllArms()
    workspace.releaseNow()
  }
  process.on('exit', cleanUp)
  try {
    const { setup } = settings
    const { folder } = workspace
    const { commit } = sides.base
    const layout = await layOut({
      top,
      root,
      folder,
      commit,
      setup,
      signal,
      progress: progress.show,
    })
    return await measure({ settings, layout, sides, workspace, progress, signal })
  } finally {
    progress.clear()
    process.off('exit', cleanUp)
    await workspace.release()
  }
}

async function namedSides(top: string, ref: string): Promise<Sides> {
  return {
    base: { ref, commit: await commitOf(top, ref) },
    head: {
      commit: await headCommit(top),
      branch: await branchOf(top),
      dirty: await isDirty(top),
    },
  }
}

interface Measuring {
  settings: GateSettings
  layout: Layout
  sides: Sides
  workspace: Workspace
  progress: GateProgress
  signal: AbortSignal
}

async function measure(measuring: Measuring): Promise<GateReport> {
  const { settings, layout, workspace, progress, signal } = measuring
  const board = await Switchboard.open()
  process.on('exit', board.closeNow)
  try {
    await workspace.remember(board.folder)
    progress.show('looking for benchmarks')
    const listings = await listSides(board, layout.roots, settings.filters, signal)
    const head = headListing(listings, settings.filters)
    const listed = { base: listings.base.listed, head }
    await layout.settle({ base: filesOf(listings.base), head: filesOf(listings.head) })
    const { roots } = layout
    const session = await runSession({ settings, board, roots, listed, progress, signal })
    return toReport(measuring, session, head)
  } finally {
    process.off('exit', board.closeNow)
    await board.close()
  }
}

const filesOf = ({ listed }: Listing): string[] => listed?.files.map(({ path }) => path) ?? []

function toReport(
  { settings, layout, sides, progress }: Measuring,
  session: SessionOutcome,
  { vitest, acknowledged: configured }: Listed,
): GateReport {
  const { catalogue, decision } = session
  const { filters, budget, strict, setup } = settings
  const names = [...settings.acknowledged, ...configured]
  const { ids: acknowledged, unknown } = acknowledgedBy(names, session.entries)
  sayUnknown(progress, unknown)
  return {
    schema: GATE_SCHEMA,
    command: commandOf(settings),
    seed: settings.seed,
    ...sides,
    settings: { filters, budget, strict, acknowledged, setup },
    environment: environment(vitest, new Date()),
    steady: steadyHere(),
    installed: layout.installed,
    took: Math.round(session.took),
    startup: Math.round(catalogue.startup),
    stopped: session.stopped,
    plan: session.plan,
    figures: [...catalogue.figures.values()],
    differing: catalogue.differing,
    entries: session.entries,
    blocks: session.blocks,
    decision,
    outcome: outcomeOf(decision, { acknowledged, strict }),
  }
}
