/** Beside the comparison table: what was run, what its words mean, what its figures do not say. */
import type { Comparison, Reference } from '../../model.ts'
import { boundApplies } from '../cause-text.ts'
import { percent } from '../../text/format.ts'
import { code, listed, plain, say, type Inline } from '../../text/inline.ts'
import { roundsOf } from '../../explain/verdict.ts'
import { list, paragraph, type PageBlock } from '../../text/view.ts'
import { isPool, traits } from '../../modes.ts'
import { number, plural, sentence } from '../../text/words.ts'
import { shown } from './modes-table.ts'

/** More inputs than this are not listed in a sentence. */
const FEW = 6

function inputs({ tasks, divided }: Comparison): Inline {
  const all: { input: string }[] = divided?.inputs ?? tasks
  if (all.length > FEW) return say`${plural(all.length, 'input')}`
  const each = all.map(({ input }): Inline => [code(input, 40)])
  return say`the ${all.length === 1 ? 'input' : 'inputs'} ${listed(each)}`
}

function rounds(comparison: Comparison): string {
  const count = roundsOf(comparison)
  return count === 1 ? 'In one round' : `In each of ${plural(count, 'round')}`
}

/** What was run, before the table. */
export function whatRan(comparison: Comparison): PageBlock {
  const { kernel, cases } = comparison
  const ways = cases.length === 1 ? 'one mode' : `${number(cases.length)} modes`
  const name =
    kernel.export === 'default' ? say`exported by default from` : say`${code(kernel.export)} of`
  return paragraph(say`The ${kernel.kind} ${name} ${code(kernel.module)} was called
    with ${inputs(comparison)}, in ${ways}. A mode is a way of running the same calls. ${rounds(comparison)}
    every mode ran all calls once.`)
}

function modeLines({ cases }: Comparison): Inline[] {
  return cases.map((case_) => {
    const workers = isPool(case_) ? say` Here: ${plural(case_.workers, 'worker')}.` : []
    return say`${code(case_.label)}: ${traits(case_.mode).meaning}.${workers}`
  })
}

function timeLine(comparison: Comparison, here: Inline): Inline {
  const ranges = comparison.cases.flatMap(({ makespan }) => makespan.interval ?? [])
  const least = Math.min(...ranges.map((range) => range.confidence))
  const sure = percent(Math.floor(least * 100) / 100)
  const brackets = say` Brackets give the interval: the range that holds the true value with a
    confidence of ${sure} or more.`
  return say`${{ strong: plain(here) }}: the time from handing over the first call until the last result was back; the
    median of the rounds.${ranges.length === 0 ? [] : brackets}`
}

const SPEEDUP = say`${{ strong: 'Speedup' }}: the time of ${code('serial')} divided by the time of the mode, taken round by
  round, so that a slow moment of the machine touches both.`
const BOUND = say`${{ strong: 'Bound' }}: the best speedup that any order of these calls could reach with so many workers.
  It is computed from the measured times of the calls and worked through below. On one event
  loop, calls that wait can overlap and calls that compute cannot.`
const CHUNK = say`${{ strong: 'Chunk' }}: calls that travel to a worker together, in one message. Short calls
  travel with many others, so that the way costs each of them little; long ones travel alone.`
const ATTAINED = say`${{ strong: 'Attained' }}: the speedup as a share of the bound.`

function beyondBound(comparison: Comparison): Inline[] {
  const beyond = comparison.cases
    .filter((case_) => !boundApplies(comparison, case_))
    .map((case_): Inline => [code(case_.label)])
  if (beyond.length === 0) return []
  return [say`${listed(beyond)}: the bound does not apply, because calls go on in the background.`]
}

function referenceLine(reference: Reference): Inline {
  return say`${{ strong: reference.label }}: ${sentence(reference.source)} Each time is one run, so there is no interval.`
}

function missingLine(reference: Reference): Inline[] {
  if (reference.missing === null) return []
  return [say`${{ strong: reference.label }} is not in the table: ${sentence(reference.missing)}`]
}

/** The words of the table, after it. */
export function howToRead(comparison: Comparison, here: Inline): PageBlock[] {
  const lines = [
    ...modeLines(comparison),
    timeLine(comparison, here),
    SPEEDUP,
    BOUND,
    ATTAINED,
    ...(comparison.cases.some(isPool) ? [CHUNK] : []),
    ...beyondBound(comparison),
    ...shown(comparison).map(referenceLine),
    ...comparison.references.flatMap(missingLine),
  ]
  return [{ kind: 'details', summary: say`How to read the table`, blocks: [list(lines)] }]
}
