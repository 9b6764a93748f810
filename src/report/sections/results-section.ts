/** That all modes returned the same, and what they returned. */
import type { Comparison, Reference, TaskTime } from '../../model.ts'
import { code, join, listed, say, type Inline } from '../../text/inline.ts'
import { folded, list, paragraph, table, type PageBlock, type Section } from '../../text/view.ts'
import { number, plural } from '../../text/words.ts'

/** More inputs than this are folded, and more than `MOST` not written. */
const LISTED = 12
const MOST = 20
/** Hexadecimal digits shown of a digest. */
const DIGEST = 16
/** The only digests that a program in another language can make as well. */
const COMPARABLE = 'hexadecimal digits'

const HOW: Record<Comparison['equality'], Inline> = {
  'untimed pass': say`Before anything was timed, every mode ran all calls once, and its results were
    compared with those of ${code('serial')}.`,
  'first round': say`A pass of its own would have taken long, so the results of the first round served
    for the comparison with those of ${code('serial')}.`,
}

type Returned = Pick<TaskTime, 'index' | 'input' | 'result'>

function resultTable(tasks: readonly Returned[]): PageBlock {
  const rows = tasks
    .slice(0, MOST)
    .map(({ input, result }): Inline[] => [
      [code(input)],
      [result.type],
      [result.size],
      [code(result.sha256.slice(0, DIGEST))],
    ])
  return table([say`input`, say`type`, say`size`, say`SHA-256, first ${DIGEST} digits`], [], rows)
}

function digested(tasks: readonly Returned[]): Inline {
  const kinds = [...new Set(tasks.map((task) => task.result.digestOf))]
  return join(
    kinds.map((kind) => say`${kind}`),
    ' or ',
  )
}

function differing({ digests }: Reference, tasks: readonly Returned[]): Returned[] {
  return tasks.filter((task) => {
    const theirs = digests[task.index]
    return theirs !== undefined && theirs.toLowerCase() !== task.result.sha256.toLowerCase()
  })
}

function agreement(reference: Reference, tasks: readonly Returned[]): Inline {
  const name = say`${reference.label}`
  const known = tasks.filter((task) => reference.digests[task.index] !== undefined)
  if (known.length === 0) return say`${name}: its results are not known, so they are not compared.`
  if (known.some((task) => task.result.digestOf !== COMPARABLE))
    return say`${name}: its digests are of ${COMPARABLE} and cannot be held against these.`
  const apart = differing(reference, known)
  if (apart.length === 0)
    return say`${name}: the same digests for ${number(known.length)} of
      ${plural(tasks.length, 'input')}, so the same results.`
  const inputs = apart.slice(0, LISTED).map((task): Inline => [code(task.input, 40)])
  return say`${name}: ${{ strong: 'different digests' }} for ${listed(inputs)}; it did other work, and
    its times are not comparable.`
}

function equality(comparison: Comparison): Inline {
  if (comparison.cases.length < 2) return say`Only one mode ran, so there is nothing to compare.`
  return say`All modes returned the same results. ${HOW[comparison.equality]} They were compared again
    in every round, outside the time measured.`
}

/** Of inputs: where calls are parts, nobody asks for theirs. */
const resultsOf = ({ tasks, divided }: Comparison): Returned[] =>
  divided === undefined ? tasks : divided.inputs.map((one, index) => ({ index, ...one }))

/** The section. */
export function resultsSection(comparison: Comparison): Section {
  const { references } = comparison
  const tasks = resultsOf(comparison)
  const lines = references
    .filter((reference) => reference.missing === null)
    .map((reference) => agreement(reference, tasks))
  const long = tasks.length > LISTED
  const cutOff = tasks.length > MOST ? [paragraph(say`The first ${MOST} only.`)] : []
  return {
    title: say`Equal results`,
    blocks: [
      paragraph(say`${equality(comparison)} The digest is of each result's ${digested(tasks)}.`),
      ...folded(long, say`Results of ${plural(tasks.length, 'call')}`, [
        resultTable(tasks),
        ...cutOff,
      ]),
      ...(lines.length === 0 ? [] : [list(lines)]),
    ],
    sections: [],
  }
}
