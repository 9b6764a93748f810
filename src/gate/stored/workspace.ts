/** The working tree alone, laid out and listed, for as long as some work takes. */
import { mkdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { GateReport } from '../model/record.ts'
import { withGround } from '../ground.ts'
import type { Ground } from '../ground.ts'
import { copyFiles } from '../sides/copy.ts'
import { linkPackages, packageFolders } from '../sides/dependencies.ts'
import { workingFiles } from '../sides/git.ts'
import { listHead, placesOf } from '../listing.ts'
import type { Listed } from '../arms/arm-protocol.ts'
import type { GateProgress } from '../../system/progress.ts'
import { copyResults } from '../sides/results.ts'
import { runSetup } from '../sides/setup.ts'
import type { Switchboard } from '../arms/switchboard.ts'
import type { HeadSettings } from '../model/settings.ts'

export interface HeadSide {
  board: Switchboard
  /** The project's root in the copy. */
  root: string
  listed: Listed
  head: GateReport['head']
  places: GateReport['places']
}

/**
 * Copies the working tree as a gate does, lists its benchmarks, and hands both over. Whatever
 * happens, no process and nothing that was laid out is left.
 *
 * @throws {LanemarkError} outside of git, without benchmarks, or where the set-up command fails; the
 *   signal's reason when it is aborted
 */
export async function withHead<Result>(
  settings: Omit<HeadSettings, 'blocks'>,
  progress: GateProgress,
  signal: AbortSignal,
  work: (side: HeadSide) => Promise<Result>,
): Promise<Result> {
  return await withGround(settings.root, progress, async (ground) => {
    const { top, project, head } = ground
    progress.show('laying out head')
    const root = await layOutHead(ground, settings, signal)
    const board = await ground.openBoard()
    progress.show('looking for benchmarks')
    const listed = await listHead(board, root, settings.picked, signal)
    await copyResults(project, [root], listed.files)
    const inside = relative(top, project).split(sep).join('/')
    return await work({ board, root, listed, head, places: placesOf(inside, listed.files) })
  })
}

/** @returns the project's root in the copy */
async function layOutHead(
  { top, project, folder }: Ground,
  { setup }: Pick<HeadSettings, 'setup'>,
  signal: AbortSignal,
): Promise<string> {
  const side = join(folder, 'head')
  const root = join(side, relative(top, project))
  await mkdir(side, { recursive: true })
  const files = await workingFiles(top)
  await copyFiles(top, side, files)
  signal.throwIfAborted()
  await linkPackages(top, side, packageFolders(files))
  if (setup !== null) await runSetup(setup, { head: root }, signal)
  return root
}
