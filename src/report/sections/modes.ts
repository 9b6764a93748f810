/** The comparison table: what each mode took, beside the references, and how to read it. */
import type { CaseResult, Comparison, Estimate, Reference } from '../../model.ts'
import { boundApplies } from '../cause.ts'
import {
  duration,
  durationEstimate,
  percent,
  percentEstimate,
  ratio,
  ratioEstimate,
} from '../format.ts'
import { code, say, type Inline } from '../inline.ts'
import { NOTHING, table, type Block } from '../view.ts'
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
        return found === undefined ? NOTHING : say`${duration(found.makespan)} (${found.name})`
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

/** The reason that all estimates of a column share goes into its head, once. */
function estimateField(
  name: Inline,
  cases: readonly CaseResult[],
  estimateOf: (case_: CaseResult) => Estimate | null,
  text: { full: (estimate: Estimate) => string; alone: (value: number) => string },
): Field {
  const notes = new Set(cases.flatMap((case_) => estimateOf(case_)?.note ?? []))
  const bare = cases.every((case_) => (estimateOf(case_)?.interval ?? null) === null)
  const shared = bare && notes.size === 1 ? [...notes][0] : undefined
  return {
    title: shared === undefined ? name : say`${name} (${shared})`,
    cell: (case_) => {
      const estimate = estimateOf(case_)
      if (estimate === null) return case_.mode === 'serial' ? NOTHING : ['not known']
      return [shared === undefined ? text.full(estimate) : text.alone(estimate.value)]
    },
  }
}

function speedupField(cases: readonly CaseResult[]): Field {
  const text = { full: ratioEstimate, alone: ratio }
  const field = estimateField(say`speedup here`, cases, (case_) => case_.speedup, text)
  return { ...field, cell: (case_) => (case_.mode === 'serial' ? ['1x'] : field.cell(case_)) }
}

function boundField(): Field {
  return {
    title: say`bound`,
    cell: (case_) => {
      if (case_.mode === 'serial') return NOTHING
      return [boundApplies(case_) ? ratio(case_.bound) : 'does not apply']
    },
  }
}

function attainedField(cases: readonly CaseResult[]): Field {
  const text = { full: percentEstimate, alone: percent }
  const field = estimateField(say`attained`, cases, attainedOf, text)
  return { ...field, cell: (case_) => (boundApplies(case_) ? field.cell(case_) : NOTHING) }
}

function fields(comparison: Comparison, here: Inline): Field[] {
  const { cases } = comparison
  const time = { full: durationEstimate, alone: duration }
  return [
    { title: say`mode`, cell: (case_) => [code(case_.label)] },
    ...shown(comparison).flatMap(referenceFields),
    estimateField(here, cases, (case_) => case_.makespan, time),
    speedupField(cases),
    boundField(),
    attainedField(cases),
  ]
}

/** The table; `here` is the head of the column with the times measured. */
export function modesTable(comparison: Comparison, here: Inline): Block {
  const columns = fields(comparison, here)
  return table(
    columns.map((field) => field.title),
    columns.map((_, index) => index).slice(1),
    comparison.cases.map((case_) => columns.map((field) => field.cell(case_))),
  )
}
