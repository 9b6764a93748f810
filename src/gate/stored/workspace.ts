/** The working tree alone, laid out and listed, for as long as some work takes. */
import { mkdir, realpath } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { GateReport } from '../model/record.ts'
import { copyFiles } from '../sides/copy.ts'
import { linkPackages, packageFolders } from '../sides/dependencies.ts'
import { branchOf, headCommit, isDirty, topLevel, workingFiles } from '../sides/git.ts'
import { listHead, placesOf } from '../listing.ts'
import type { Listed } from '../arms/arm-protocol.ts'
import { claimWorkspace } from '../sides/lock.ts'
import { killAllArms } from '../arms/process.ts'
import type { GateProgress } from '../../system/progress.ts'
import { copyResults } from '../sides/results.ts'
import { runSetup } from '../sides/setup.ts'
import { Switchboard } from '../arms/switchboard.ts'
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
  const top = await topLevel(settings.root)
  const project = await realpath(settings.root)
  const head = {
    commit: await headCommit(top),
    branch: await branchOf(top),
    dirty: await isDirty(top),
  }
  const workspace = await claimWorkspace(project)
  let board: Switchboard | null = null
  const cleanUp = (): void => {
    killAllArms()
    board?.closeNow()
    workspace.releaseNow()
  }
  process.on('exit', cleanUp)
  try {
    progress.show('laying out head')
    const root = await layOutHead({ top, project, folder: workspace.folder }, settings, signal)
    board = await Switchboard.open()
    await workspace.remember(board.folder)
    progress.show('looking for benchmarks')
    const listed = await listHead(board, root, settings.picked, signal)
    await copyResults(project, [root], listed.files)
    const inside = relative(top, project).split(sep).join('/')
    return await work({ board, root, listed, head, places: placesOf(inside, listed.files) })
  } finally {
    progress.clear()
    await board?.close()
    process.off('exit', cleanUp)
    await workspace.release()
  }
}

interface Places {
  top: string
  project: string
  folder: string
}

/** @returns the project's root in the copy */
async function layOutHead(
  { top, project, folder }: Places,
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
