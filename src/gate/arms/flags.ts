/** Flags of V8 that make the processes of one arm like those of the other. */

/**
 * V8's flags for all arms of one block.
 *
 * The young generation has its full size from the start. V8 lets it grow with what has survived so
 * far, so that two processes with the same code collect their garbage at different rates, each for
 * its whole life. What this brings: `validation/page/choices.ts`.
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
