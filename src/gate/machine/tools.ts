/** Commands of Linux that run another command in a certain way, where there are any. */
import { spawnSync } from 'node:child_process'

const known = new Map<string, boolean>()

/** Whether a command can be run behind these words; asked once. */
export function works(prefix: readonly string[]): boolean {
  const key = prefix.join(' ')
  const found = known.get(key)
  if (found !== undefined) return found
  const [command = '', ...words] = prefix
  const { status } = spawnSync(command, [...words, 'true'], { stdio: 'ignore' })
  const worked = status === 0
  known.set(key, worked)
  return worked
}
