/** The comparison table: what each mode took, beside the references, and how to read it. */
import type { CaseResult, Comparison, Estimate, Reference } from '../../model.ts'
import { boundApplies } from '../cause-text.ts'
import {
  duration,
  durationEstimate,
  percent,
  percentEstimate,
  printed,
  ratio,
  ratioEstimate,
} from '../../text/format.ts'
import { code, say, type Inline } from '../../text/inline.ts'
import { NOTHING, paragraph, table, type PageBlock } from '../../text/view.ts'
import { attainedOf } from './attained.ts'

interface Field {
  title: Inline
  cell: (case_: CaseResult) => Inline
}

/** References that have figures. */
export const shown = (comparison: Comparison): Reference[] =>
  comparison.references.filter((reference) => Object.keys(reference.modes).length > 0)

function referenceFields(reference: Reference): Field[] {
  const serial = reference.modes.serial?.makespan
  return [
    {
      title: say`${reference.label}`,
      cell: ({ mode }) => {
        const found = reference.modes[mode]
        return found === undefined ? NOTHING : say`${printed(found.makespan)} (${found.name})`
      },
    },
    {
      title: say`${reference.label}: speedup`,
      cell: ({ mode }) => {
        const found = reference.modes[mode]
        if (found === undefined || serial === undefined) return NOTHING
        return [mode === 'serial' ? '1x' : ratio(serial / found.makespan)]
      },
    },
  ]
}

/** The reason that all estimates of the table share, when none has an interval. */
function sharedReason({ cases }: Comparison): string | null {
  const all = cases.flatMap(({ makespan, speedup }) => [makespan, ...(speedup ? [speedup] : [])])
  const notes = new Set(all.map(({ note }) => note))
  const [only = null] = notes
  return notes.size === 1 ? only : null
}

/** That reason, said once instead of in every cell. */
export function sharedNote(comparison: Comparison): PageBlock[] {
  const reason = sharedReason(comparison)
  return reason === null ? [] : [paragraph(say`For all figures measured here: ${reason}.`)]
}

function estimateCell(
  comparison: Comparison,
  estimateOf: (case_: CaseResult) => Estimate | null,
  text: { full: (estimate: Estimate) => string; alone: (value: number) => string },
): Field['cell'] {
  const shared = sharedReason(comparison) !== null
  return (case_) => {
    const estimate = estimateOf(case_)
    if (estimate === null) return case_.mode === 'serial' ? NOTHING : ['not known']
    return [shared ? text.alone(estimate.value) : text.full(estimate)]
  }
}

function speedupField(comparison: Comparison): Field {
  const text = { full: ratioEstimate, alone: ratio }
  const cell = estimateCell(comparison, (case_) => case_.speedup, text)
  return {
    title: say`speedup here`,
    cell: (case_) => (case_.mode === 'serial' ? ['1x'] : cell(case_)),
  }
}

function boundField(comparison: Comparison): Field {
  return {
    title: say`bound`,
    cell: (case_) => {
      if (case_.mode === 'serial') return NOTHING
      return [boundApplies(comparison, case_) ? ratio(case_.bound) : 'does not apply']
    },
  }
}

function attainedField(comparison: Comparison): Field {
  const cell = estimateCell(comparison, attainedOf, { full: percentEstimate, alone: percent })
  return {
    title: say`attained`,
    cell: (case_) => (boundApplies(comparison, case_) ? cell(case_) : NOTHING),
  }
}

function fields(comparison: Comparison, here: Inline): Field[] {
  const time = { full: durationEstimate, alone: duration }
  return [
    { title: say`mode`, cell: (case_) => [code(case_.label)] },
    ...shown(comparison).flatMap(referenceFields),
    { title: here, cell: estimateCell(comparison, (case_) => case_.makespan, time) },
    speedupField(comparison),
    boundField(comparison),
    attainedField(comparison),
  ]
}

/** The table; `here` is the head of the column with the times measured. */
export function modesTable(comparison: Comparison, here: Inline): PageBlock {
  const columns = fields(comparison, here)
  return table(
    columns.map((field) => field.title),
    columns.map((_, index) => index).slice(1),
    comparison.cases.map((case_) => columns.map((field) => field.cell(case_))),
  )
}
