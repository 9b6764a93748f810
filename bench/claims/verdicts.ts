/**
 * The verdicts of claims 1 to 4, from nothing but the figures that stand in its evidence. Where the
 * machine's cores were missing, or there were too few rounds, nothing is decided.
 */
import type { Claim, Comparison, Estimate, FaultCell, Mode } from 'lanemark'
import { inWords, short } from './figures.ts'

export type Ruling = Pick<Claim, 'verdict' | 'because'>

/** A speedup within this distance of 1 is no gain, and so is a core in use. */
export const MARGIN = 0.1
/** An order of magnitude. */
const ORDER = 10

export const undecided = (because: string): Ruling => ({ verdict: 'not decided', because })

export type Measured = Pick<Comparison, 'capacity' | 'cases' | 'order'>

/** Why a comparison decides nothing about cores; null when it does. */
export function whyUndecided({ capacity, cases, order }: Measured): string | null {
  if (capacity.workers < 2) return 'This machine has one core, so nothing could run in parallel.'
  if (capacity.counted === null) {
    return `The machine did not deliver its cores in ${capacity.shortRounds.length} of ${order.length} rounds.`
  }
  const without = cases.find(({ speedup }) => speedup !== null && speedup.interval === null)
  return without === undefined ? null : `There is no interval for ${without.label}.`
}

const list = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(', '))

/** A task's fault spreads where others' tasks or the caller went down with it. */
const spreads = ({ siblings, host }: FaultCell): boolean => !siblings || !host

/** 1: one failing thread brings trouble to the others. */
export function rulesOnFaults(cells: readonly FaultCell[]): Ruling {
  const of = (mode: Mode): FaultCell[] => cells.filter((cell) => cell.mode === mode)
  const spread = of('threads').filter(spreads)
  const total = of('threads').length
  if (total === 0) return undecided('No fault was tried in a thread.')
  const contained = of('threads').filter((cell) => !spreads(cell))
  const verdict =
    spread.length === 0 ? 'does not hold' : contained.length === 0 ? 'holds' : 'holds in part'
  const processes = of('processes')
  return {
    verdict,
    because:
      `Of ${total} faults in a worker thread, ${spread.length} took others along (${list(spread.map(({ fault }) => fault))}); ` +
      `the other ${contained.length} ended that worker at most. The same faults in a child process took others along in ${processes.filter(spreads).length} of ${processes.length} cases. ` +
      'It is not shared memory that spreads the trouble but the shared process: the heaps of worker threads are apart.',
  }
}

export interface LockEvidence {
  /** CPU time per wall time; null where the platform does not tell. */
  threads: Estimate | null
  concurrent: Estimate | null
  lostPlain: number
  lostAtomic: number
  /** Why the machine could not show two threads at once; null when it could. */
  missing: string | null
}

/** 2: a lock lets only one thread run at a time. */
export function rulesOnLock(evidence: LockEvidence): Ruling {
  const { threads, concurrent, lostPlain, lostAtomic, missing } = evidence
  const range = threads?.interval
  if (threads === null || !range) return undecided('There is no interval for the cores in use.')
  const figures =
    `Worker threads had ${inWords(threads)} cores at once` +
    `${concurrent === null ? '' : `, tasks on one event loop ${inWords(concurrent)}`}; ` +
    `a counter in shared memory lost ${short(lostPlain)} updates without Atomics and ${short(lostAtomic)} with them.`
  // more than one core at once cannot be had under such a lock, on whatever machine
  if (range.low > 1 + MARGIN) {
    return { verdict: 'does not hold', because: `${figures} No lock keeps Node's threads apart.` }
  }
  if (missing !== null) return undecided(`${missing} ${figures}`)
  if (range.high <= 1 + MARGIN) return { verdict: 'holds', because: figures }
  return undecided(`${figures} That does not tell one core from more.`)
}

/** 3: concurrency helps I/O-bound work. */
export function rulesOnWaiting(
  speedup: Estimate,
  requests: number,
  missing: string | null,
): Ruling {
  const range = speedup.interval
  const figures = `${requests} requests were ${inWords(speedup)} times as fast on one event loop as one after another`
  if (!range) return undecided(`${figures}; ${speedup.note ?? 'there is no interval'}.`)
  if (range.low >= ORDER) {
    return {
      verdict: 'holds',
      because: `${figures}, an order of magnitude, without a second thread.`,
    }
  }
  // a machine that is busy elsewhere can only make the gain look smaller
  if (missing !== null) return undecided(`${missing} ${figures}.`)
  if (range.low > 1 + MARGIN && range.high < ORDER) {
    return { verdict: 'holds in part', because: `${figures}: a gain, but no order of magnitude.` }
  }
  if (range.high <= 1 + MARGIN) return { verdict: 'does not hold', because: `${figures}.` }
  return undecided(`${figures}, whose ends say different things.`)
}

/** 4: for CPU-bound work threads give no gain. */
export function rulesOnGain(measured: Measured): Ruling {
  const speedupOf = (mode: Mode): Estimate | null =>
    measured.cases.find((one) => one.mode === mode)?.speedup ?? null
  const [threads, loop] = [speedupOf('threads'), speedupOf('concurrent')]
  const missing = whyUndecided(measured)
  if (missing !== null) return undecided(missing)
  if (!threads?.interval || !loop?.interval) return undecided('Threads or concurrent did not run.')
  const { low, high } = threads.interval
  const figures = `Equal tasks ran ${inWords(threads)} times as fast on worker threads as one after another, and ${inWords(loop)} times concurrently on one event loop`
  if (low > 1 + MARGIN) {
    const counterpart = loop.interval.high <= 1 + MARGIN
    const rest = counterpart ? ', which is what threads are under the GIL: switching, no gain' : ''
    return { verdict: 'does not hold', because: `${figures}${rest}.` }
  }
  if (high <= 1 + MARGIN) return { verdict: 'holds', because: `${figures}: no gain.` }
  return undecided(`${figures}, which does not tell a gain from none.`)
}
