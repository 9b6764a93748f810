/** What makes the processes of one arm like those of the other. */
import { machine } from 'node:os'
import { works } from '../machine/tools.ts'

/**
 * V8's flags for all arms of one block.
 *
 * The young generation has its full size from the start. V8 lets it grow with what has survived so
 * far, so that two processes with the same code collect their garbage at different rates, each for
 * its whole life: the medians of pairs of fresh processes scattered by 4.3 % in a kernel of large
 * integers, and by 1.5 % with this flag (20 pairs each, in turns).
 *
 * The seed of V8's string hashes is the same in all arms, and another one in each block: where
 * objects and strings lie in V8's tables is luck, which both arms then share, and which no run has
 * all the time.
 */
export const flagsFor = (hashSeed: number): string[] => [
  '--min-semi-space-size=16',
  `--hash-seed=${hashSeed}`,
]

/** Seeds that V8 takes; 0 would mean a random one. */
export const HASH_SEEDS = 2 ** 30

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
