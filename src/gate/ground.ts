/** What every gate run stands on, live or stored: a folder of its own, and a line to its processes. */
import { realpath } from 'node:fs/promises'
import type { GateProgress } from '../system/progress.ts'
import { killAllArms } from './arms/process.ts'
import { Switchboard } from './arms/switchboard.ts'
import type { GateReport } from './model/record.ts'
import { branchOf, headCommit, isDirty, topLevel } from './sides/git.ts'
import { claimWorkspace } from './sides/lock.ts'

export interface Ground {
  /** The repository's top, and the project's root in it. */
  top: string
  project: string
  /** Where sides are laid out. */
  folder: string
  head: GateReport['head']
  /** Opens the line to the arms; once. */
  openBoard: () => Promise<Switchboard>
}

/**
 * Whatever happens, no process and nothing that was laid out is left.
 *
 * @throws {LanemarkError} outside of git, or while another gate runs here
 */
export async function withGround<Result>(
  root: string,
  progress: GateProgress,
  work: (ground: Ground) => Promise<Result>,
): Promise<Result> {
  const top = await topLevel(root)
  const project = await realpath(root)
  const [commit, branch, dirty] = [await headCommit(top), await branchOf(top), await isDirty(top)]
  const workspace = await claimWorkspace(project)
  let board: Switchboard | null = null
  const openBoard = async (): Promise<Switchboard> => {
    board = await Switchboard.open()
    await workspace.remember(board.folder)
    return board
  }
  const leaveNow = (): void => {
    killAllArms()
    board?.closeNow()
    workspace.releaseNow()
  }
  process.on('exit', leaveNow)
  try {
    const { folder } = workspace
    return await work({ top, project, folder, head: { commit, branch, dirty }, openBoard })
  } finally {
    progress.clear()
    await (board as Switchboard | null)?.close()
    process.off('exit', leaveNow)
    await workspace.release()
  }
}
