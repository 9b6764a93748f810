/** Processes with the same addresses each time. */
import { machine } from 'node:os'
import { works } from './tools.ts'

/**
 * Words before a command that give its process, and all that it starts, the same addresses each
 * time (setarch(8)); none where the system does not allow that, as in most containers. With random
 * addresses and hashes the medians of fresh pairs scattered by 1.2 % (a JSON kernel) and 0.8 %
 * (large integers); with neither by 0.5 and 0.15 % (16 and 20 pairs each, in turns, both arms on
 * one core). What lies where still differs between two versions of the code: head with other text
 * that does the same work read 0.0 to 0.3 % beside base.
 */
export function sameAddresses(): string[] {
  const prefix = ['setarch', machine(), '-R']
  return works(prefix) ? prefix : []
}
