/** The user's own command that makes a side ready, such as a build. */
import { LanemarkError } from '../../findings.ts'
import { runCommand } from './shell.ts'

/** @throws {LanemarkError} `setup-failed` */
export async function runSetup(
  command: string,
  sides: Partial<Record<'base' | 'head', string>>,
  signal: AbortSignal,
): Promise<void> {
  for (const [side, cwd] of Object.entries(sides)) {
    const reason = await runCommand({ run: command, cwd, signal })
    if (reason !== null) throw new LanemarkError({ code: 'setup-failed', command, side, reason })
  }
}
