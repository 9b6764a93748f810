/** Whether the machine delivered its cores while the modes were measured. */
import type { Capacity, CapacityProbe, Comparison } from '../../model.ts'
import { SLOWER } from '../cause-text.ts'
import { cores, percent } from '../../text/format.ts'
import { listed, say, type Inline } from '../../text/inline.ts'
import { roundsOf, verdict } from '../../explain/verdict.ts'
import { paragraph, table, type PageBlock, type Section } from '../../text/view.ts'
import { number, partOf, plural } from '../../text/words.ts'

/** More rounds than this are summed up. */
const LISTED = 12

const lowest = (probes: readonly CapacityProbe[]): number =>
  Math.min(...probes.map((probe) => probe.capacity))

const highest = (probes: readonly CapacityProbe[]): number =>
  Math.max(...probes.map((probe) => probe.capacity))

function byRound(capacity: Capacity, rounds: number): PageBlock {
  const rows = Array.from({ length: rounds }, (_, round): Inline[] => {
    const probes = capacity.probes.filter((probe) => probe.round === round)
    const short = capacity.shortRounds.includes(round) ? say`short` : say`there`
    if (probes.length === 0) return [[String(round + 1)], ['0'], ['–'], ['–'], short]
    const range = [[cores(lowest(probes))], [cores(highest(probes))]]
    return [[String(round + 1)], [String(probes.length)], ...range, short]
  })
  const titles = [say`round`, say`readings`, say`lowest`, say`highest`, say`the cores were`]
  return table(titles, [0, 1, 2, 3], rows)
}

function summed(capacity: Capacity): PageBlock {
  const { probes, shortRounds } = capacity
  const which = shortRounds.slice(0, LISTED).map((round): Inline => [String(round + 1)])
  const rest = shortRounds.length > LISTED ? ' and others' : ''
  const named = shortRounds.length === 0 ? [] : say` Short: round ${listed(which)}${rest}.`
  return paragraph(say`The lowest of ${plural(probes.length, 'reading')} was ${cores(lowest(probes))},
    the highest ${cores(highest(probes))}.${named}`)
}

function conclusion(comparison: Comparison): Inline {
  const { median, workers, shortRounds } = comparison.capacity
  const rounds = roundsOf(comparison)
  const middle = `${cores(median)} of ${workers}`
  if (verdict(comparison).kind === 'no-capacity')
    return say`The cores were not there: ${partOf(shortRounds.length, rounds, 'round')}
      fell short, with ${middle} in the median. So this report draws no
      conclusion from the times.`
  if (shortRounds.length === 0)
    return say`The cores were there in every round: ${middle} in the median.`
  const short = shortRounds.length
  return say`The cores were there in most rounds: ${partOf(short, rounds, 'round')} fell short and
    ${short === 1 ? 'is' : 'are'} left out, so all figures rest on the other ${number(rounds - short)}. The readings
    decide that, never the time of a mode. Over all rounds it was ${middle} in the median.`
}

/** What this machine has to give, where that is less than its cores' number. */
function ownPace({ pace, workers }: Capacity): Inline {
  if (pace >= SLOWER) return say`${workers} would be perfect;`
  return say`Side by side each of them ran at ${percent(pace)} of its speed alone, even while it had a
    core, and never much faster: threads share a core's hardware here, the clock falls when all cores
    are busy, or neighbours on the same hardware never rest. So ${cores(workers * pace)} of ${workers} is what this machine has to give;`
}

/** Rounds that waited for a better moment. */
function waited({ putOff }: Capacity): Inline {
  if (putOff === 0) return []
  return say` Before a round began, ${number(putOff)} ${putOff === 1 ? 'reading was' : 'readings were'} short:
    the round waited and the reading was taken again.`
}

/** The section. */
export function capacitySection(comparison: Comparison): Section {
  const { capacity } = comparison
  const rounds = roundsOf(comparison)
  const intro = say`Capacity is how many cores' worth of work the machine really delivers. A machine that
    is shared may hold cores back, and then a pool looks worse than it is. So every round was
    probed: ${plural(capacity.workers, 'thread')} did the same work at once that one thread had done
    alone. ${ownPace(capacity)} below ${cores(capacity.threshold)} the round counts as short.`
  const readings = rounds > LISTED ? summed(capacity) : byRound(capacity, rounds)
  return {
    title: say`Whether the machine delivered its cores`,
    blocks: [
      paragraph(intro),
      ...(capacity.probes.length === 0 ? [] : [readings]),
      paragraph(
        capacity.probes.length === 0
          ? say`It was not probed.`
          : say`${conclusion(comparison)}${waited(capacity)}`,
      ),
    ],
    sections: [],
  }
}
