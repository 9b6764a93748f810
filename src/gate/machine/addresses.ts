/** Processes with the same addresses each time. */
import { machine } from 'node:os'
import { works } from './tools.ts'

/**
 * Words before a command that give its process, and all that it starts, the same addresses each
 * time (setarch(8)); none where the system does not allow that, as in most containers. With random
 * addresses and hashes each process is fast or slow by luck, for its whole life. What lies where still
 * differs between two versions of the code. What this brings: `validation/page/choices.ts`.
 */
export function sameAddresses(): string[] {
  const prefix = ['setarch', machine(), '-R']
  return works(prefix) ? prefix : []
}
