/** A round that began now would be left out: a little later it may not be. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Probes } from '../measure/probes.ts'
import { capacityOf } from './capacity.ts'

/** Ms that a reading of the capacity takes. */
export const PROBE = 70

/** Ms between two readings, */
const PAUSE = 100
/** and for all of them: as long as the round takes, but no longer than this. */
const MOST = 2000

/**
 * Reads again while the round's first reading is short of capacity.
 *
 * @param round whose first reading was just taken
 * @param duration of a round, ms
 * @param told before each wait
 */
export async function awaitCores(
  probes: Probes,
  round: number,
  duration: number,
  { told, signal }: { told: () => Promise<void>; signal: AbortSignal },
): Promise<void> {
  const isShort = (): boolean =>
    capacityOf(probes.all, probes.workers, round + 1).shortRounds.includes(round)
  const patience = Math.min(duration, MOST)
  for (let left = Math.floor(patience / (PAUSE + PROBE)); left > 0 && isShort(); left -= 1) {
    await told()
    await sleep(PAUSE, undefined, { signal })
    await probes.again()
  }
}
