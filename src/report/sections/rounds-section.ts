/** The rounds: in which order the modes ran, and what each took. */
import type { Comparison } from '../../model.ts'
import { count, duration } from '../../text/format.ts'
import { code, say, type Inline } from '../../text/inline.ts'
import { folded, NOTHING, paragraph, table, type Block, type Section } from '../../text/view.ts'
import { plural } from '../../text/words.ts'
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

function roundTable(comparison: Comparison): Block {
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
      ...folded(order.length > LISTED, say`Order and time of ${plural(order.length, 'round')}`, [
        roundTable(comparison),
        ...cutOff,
      ]),
    ],
    sections: [],
  }
}
