/** What the readings of the capacity say about a comparison's rounds. Pure. */
import type { Capacity, CapacityProbe } from '../model.ts'
import { valuesNeeded } from '../stats/interval.ts'
import { median, quantile } from '../stats/quantile.ts'

/** Below this share of what the machine has to give, cores were missing: quiet ones read 0.96. */
const THERE = 0.9

/**
 * The quantile of the readings' pace that counts as the machine's own: a neighbour on the same
 * hardware makes some readings slower, and none faster.
 */
const OWN_PACE = 0.75

/**
 * Short rounds are left out while at least this share of all rounds remains: a comparison may take
 * three times its rounds to find them.
 */
const LEAST = 1 / 3
/** And either enough of them for an interval, or this share. */
const NEARLY_ALL = 0.75

/**
 * A round is short by the median of its readings: one bad moment in minutes says little. Readings
 * are held against what the machine has to give, which is less than its `workers` where threads
 * share a core's hardware or the clock falls when all are busy: that is how it is, and no shortage.
 *
 * @param workers threads that each reading spun at once
 * @param rounds how many there were
 * @param putOff short readings after which a round waited
 */
export function capacityOf(
  probes: CapacityProbe[],
  workers: number,
  rounds: number,
  putOff = 0,
): Capacity {
  const paces = probes.map(({ pace }) => pace)
  const pace = paces.length === 0 ? 1 : Math.min(1, quantile(paces, OWN_PACE))
  const threshold = THERE * workers * pace
  const byRound = Map.groupBy(probes, ({ round }) => round)
  const isShort = (round: number): boolean => {
    const readings = byRound.get(round)
    return readings !== undefined && readingOf(readings) < threshold
  }
  const all = Array.from({ length: rounds }, (_, round) => round)
  const there = all.filter((round) => !isShort(round))
  return {
    workers,
    pace,
    threshold,
    probes,
    shortRounds: all.filter(isShort),
    counted: areEnough(there.length, rounds) ? there : null,
    median: probes.length === 0 ? 0 : readingOf(probes),
    putOff,
  }
}

function areEnough(there: number, rounds: number): boolean {
  const needed = Math.min(valuesNeeded(0.95), Math.ceil(NEARLY_ALL * rounds))
  return there >= Math.max(needed, LEAST * rounds)
}

const readingOf = (probes: readonly CapacityProbe[]): number =>
  median(probes.map(({ capacity }) => capacity))
