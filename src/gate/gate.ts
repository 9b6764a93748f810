/** A gate run from start to end: laid out, measured, decided, cleaned up. */
import { environment } from '../system/environment.ts'
import { GATE_SCHEMA } from './model/record.ts'
import type { GateReport } from './model/record.ts'
import { acknowledged as acknowledgedBy } from './decide/acknowledged.ts'
import { outcomeOf } from './decide/outcome.ts'
import { commandOf } from './command.ts'
import { withGround } from './ground.ts'
import type { Ground } from './ground.ts'
import { commitOf } from './sides/git.ts'
import { openBenches } from './sides/benches.ts'
import type { Benches } from './sides/benches.ts'
import { layOut } from './sides/layout.ts'
import { copyResults } from './sides/results.ts'
import type { Layout } from './sides/layout.ts'
import { headListing, listSides, placesOf } from './listing.ts'
import type { Listed, ListedFile } from './arms/arm-protocol.ts'
import type { Listing } from './listing.ts'
import { sayUnknown } from '../system/progress.ts'
import type { GateProgress } from '../system/progress.ts'
import { runSession } from './gate-session.ts'
import type { SessionOutcome } from './gate-session.ts'
import type { GateSettings } from './model/settings.ts'
import { steadyHere } from './machine/steady.ts'

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
  return await withGround(settings.root, progress, async (ground) => {
    const { top, project, folder } = ground
    const commit = await commitOf(top, settings.base)
    const base = { ref: settings.base, commit }
    const { setup } = settings
    const layout = await layOut({
      top,
      root: project,
      folder,
      commit,
      setup,
      signal,
      progress: progress.show,
    })
    return await measure({ settings, layout, base, ground, progress, signal })
  })
}

interface Measuring {
  settings: GateSettings
  layout: Layout
  base: GateReport['base']
  ground: Ground
  progress: GateProgress
  signal: AbortSignal
}

async function measure(measuring: Measuring): Promise<GateReport> {
  const { settings, layout, ground, progress, signal } = measuring
  const board = await ground.openBoard()
  progress.show('looking for benchmarks')
  const listings = await listSides(board, layout.roots, settings.picked, signal)
  const head = headListing(listings, settings.picked)
  const listed = { base: listings.base.listed, head }
  const { roots, aside, copyBase } = layout
  const at = { base: roots.base, head: roots.head, aside }
  const files = { base: filesOf(listings.base), head: filesOf(listings.head) }
  await copyResults(settings.root, [roots.head, roots.base], files.head)
  const benches = await openBenches(at, files, settings.own)
  const sides = { roots, listed, benches, copyBase }
  const places = placesOf(layout.inside, [...files.head, ...files.base])
  const session = await runSession({ settings, board, ...sides, progress, signal })
  return toReport(measuring, session, { head, benches, places })
}

const filesOf = ({ listed }: Listing): ListedFile[] => listed?.files ?? []

function toReport(
  { settings, layout, base, ground, progress }: Measuring,
  session: SessionOutcome,
  { head, benches, places }: { head: Listed; benches: Benches; places: GateReport['places'] },
): GateReport {
  const { catalogue, decision } = session
  const { picked, budget, strict, setup } = settings
  const names = [...settings.acknowledged, ...head.acknowledged]
  const { ids: acknowledged, unknown } = acknowledgedBy(names, session.entries)
  sayUnknown(progress, unknown)
  return {
    schema: GATE_SCHEMA,
    command: commandOf(settings),
    seed: settings.seed,
    base,
    head: ground.head,
    settings: { picked, budget, strict, acknowledged, setup },
    environment: environment(head.vitest, new Date()),
    steady: steadyHere(),
    installed: layout.installed,
    adoption: layout.adoption,
    places,
    benches: { own: session.ownFiles, helpers: [...benches.helpers] },
    took: Math.round(session.took),
    startup: Math.round(catalogue.startup),
    needed: session.needed === null ? null : Math.round(session.needed),
    plan: session.plan,
    figures: [...catalogue.figures.values()],
    differing: catalogue.differing,
    entries: session.entries,
    blocks: session.blocks,
    decision,
    outcome: outcomeOf(decision, { acknowledged, strict }),
  }
}
