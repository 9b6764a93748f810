/** What dividing the inputs did by itself, and what workers made of it. */
import type { CaseResult, Comparison, Divided, Estimate } from '../../model.ts'
import { durationEstimate, ratio, ratioEstimate } from '../../text/format.ts'
import { code, say, type Inline } from '../../text/inline.ts'
import { NOTHING, paragraph, table, type PageBlock } from '../../text/view.ts'
import { plural } from '../../text/words.ts'

/** @param apart whether its reason stands below the table */
function timed(estimate: Estimate | null, apart = false): Inline {
  if (estimate === null) return NOTHING
  return [apart ? ratio(estimate.value) : ratioEstimate(estimate)]
}

function row(case_: CaseResult, { gains, whole }: Divided): Inline[] {
  const gain = gains.find(({ label }) => label === case_.label)?.gain ?? null
  const over = case_.mode === 'serial' ? say`1x` : timed(case_.speedup)
  const name = say`${code(case_.label)}, in parts`
  return [name, [durationEstimate(case_.makespan)], timed(gain, whole.of !== null), over]
}

const measuredApart = (name: string): PageBlock =>
  paragraph(say`The whole inputs ran apart, as ${name}, and not in turn with the others: what is said over
    them has no interval.`)

/** Nothing where inputs were left whole. */
export function dividedNote({ divided, cases, tasks }: Comparison): PageBlock[] {
  if (divided === undefined) return []
  const { inputs, parts, whole } = divided
  const heads = [say`how`, say`time`, say`over whole inputs`, say`over ${code('serial')} in parts`]
  const first = [
    say`${code('serial')}, whole inputs`,
    [durationEstimate(whole.makespan)],
    say`1x`,
    NOTHING,
  ]
  return [
    paragraph(say`The kernel divides: each of the ${plural(inputs.length, 'input')} was split into up to ${parts}
      parts, which are the ${plural(tasks.length, 'call')} of this comparison, and their results were
      merged. What the smaller calls save by themselves stands in the row of ${code('serial')} in parts;
      what workers save on top, in the last column.`),
    table(heads, [1, 2, 3], [first, ...cases.map((case_) => row(case_, divided))]),
    ...(whole.of === null ? [] : [measuredApart(whole.of)]),
  ]
}
