/** The rounds: in which order the modes ran, and what each took. */
import type { Comparison } from '../../model.ts'
import { count, duration } from '../../text/format.ts'
import { code, listed, say, type Inline } from '../../text/inline.ts'
import { WITHIN } from '../../explain/verdict.ts'
import { folded, NOTHING, paragraph, table, type PageBlock, type Section } from '../../text/view.ts'
import { number, plural } from '../../text/words.ts'
import { timingCost } from './chunk-notes.ts'

/** More rounds than this are folded, and more than `MOST` not written. */
const LISTED = 12
const MOST = 200

function roundRow(comparison: Comparison, labels: readonly string[], round: number): Inline[] {
  const { shortRounds, counted } = comparison.capacity
  const remark = counted === null ? ', short' : ', left out'
  const short = shortRounds.includes(round) ? remark : ''
  const times = comparison.cases.map(({ makespans }): Inline => {
    const makespan = makespans[round]
    return makespan === undefined ? NOTHING : [duration(makespan)]
  })
  return [[`${round + 1}${short}`], say`${labels.join(', ')}`, ...times]
}

function roundTable(comparison: Comparison): PageBlock {
  const times = comparison.cases.map((case_) => say`${code(case_.label)}`)
  return table(
    [say`round`, say`order`, ...times],
    times.map((_, index) => index + 2),
    comparison.order.slice(0, MOST).map((labels, round) => roundRow(comparison, labels, round)),
  )
}

function warmup({ warmup: { duration: time, rounds } }: Comparison): Inline {
  return rounds === 0
    ? say`There was no warm-up round.`
    : say`A warm-up of ${plural(rounds, 'round')} came first, took ${duration(time)} and is not counted.`
}

const seconds = (time: number): string => duration(Math.round(time))

/** How often it was looked at, which the intervals pay for. */
const looked = ({ ending: { looks } }: Comparison): Inline =>
  looks === 1
    ? say`The figures were looked at once, at the end.`
    : say`The figures were looked at ${number(looks)} times on the way; the intervals are as much wider as
        it takes for all looks together to keep their 95 %.`

/** Until when rounds could go on. */
function ceilingText({ ending: { budget, ceiling } }: Comparison): Inline {
  const most = seconds(ceiling ?? 0)
  return (ceiling ?? 0) < 3 * (budget ?? 0)
    ? say`${most}, which is what the time limit of their test left`
    : say`${most}, three times the time budget`
}

/** Why there was no further round. */
function whyEnded(comparison: Comparison): Inline {
  const { reason, budget, open } = comparison.ending
  const named = listed(open.map((label): Inline => [code(label)]))
  switch (reason) {
    case 'asked':
      return say`So many rounds were asked for.`
    case 'slow':
      return say`They ended with the time budget of ${seconds(budget ?? 0)}: a round takes so long that even
        ${ceilingText(comparison)} would give no interval.`
    case 'settled':
      return say`They ended when all was settled: each mode is told from ${code('serial')} or surely within
        ${WITHIN} of it. (They could have gone on to ${ceilingText(comparison)}.) ${looked(comparison)}`
    case 'ceiling':
      return say`They ended at their ceiling, ${ceilingText(comparison)}, ${
        open.length === 0
          ? say`with all settled`
          : say`though ${named} could neither be told from ${code('serial')} nor be shown to be within ${WITHIN} of it`
      }. ${looked(comparison)}`
  }
}

function taken({ order, capacity: { shortRounds, counted } }: Comparison): Inline {
  const all = say`There ${order.length === 1 ? 'was' : 'were'} ${plural(order.length, 'round')}`
  if (shortRounds.length === 0) return say`${all}.`
  const one = shortRounds.length === 1
  const short = say`${number(shortRounds.length)} did not have ${one ? 'its' : 'their'} cores`
  return counted === null
    ? say`${all}; ${short}.`
    : say`${all}; ${short} and ${one ? 'counts' : 'count'} for no figure.`
}

/** The section. */
export function roundsSection(comparison: Comparison): Section {
  const { order, seed } = comparison
  const cutOff = order.length > MOST ? [paragraph(say`The first ${count(MOST)} rounds only.`)] : []
  return {
    title: say`Rounds`,
    blocks: [
      paragraph(say`In a round every mode runs once, so that all of them meet the same state of the
        machine. The order was drawn for each round from the seed ${code(String(seed))}.
        ${warmup(comparison)}${timingCost(comparison)}`),
      paragraph(say`${taken(comparison)} ${whyEnded(comparison)}`),
      ...folded(order.length > LISTED, say`Order and time of ${plural(order.length, 'round')}`, [
        roundTable(comparison),
        ...cutOff,
      ]),
    ],
    sections: [],
  }
}
