/** What a report's file holds of a report: tasks and trips in columns, and what the page answers. */
import type { CaseResult, Comparison, Report, TaskTime } from '../model.ts'
import { unbroken } from '../text/inline.ts'
import { columns, eachColumn, type Columnar } from './columns.ts'
import { entries } from './page.ts'
import type { Entry } from './page.ts'
import type { PagePlan } from './page-plan.ts'
import { tasks, trips } from './schema-tasks.ts'
import { SCHEMA, type CaseData, type ComparisonData, type ReportData } from './schema.ts'

/** With all tasks; see `sampling.ts` for fewer. */
export const reportData = (report: Report, plan: PagePlan): ReportData => ({
  schema: SCHEMA,
  ...report,
  answers: entries(report, plan).map(answerData),
  comparisons: report.comparisons.map(comparisonData),
})

const answerData = ({ name, page, answer, glance }: Entry) => ({
  name,
  page,
  answer: unbroken(answer),
  glance: glance && {
    use: unbroken(glance.use),
    gain: unbroken(glance.gain),
    possible: unbroken(glance.possible),
    why: unbroken(glance.why),
  },
})

function comparisonData(comparison: Comparison): ComparisonData {
  const rows = comparison.tasks.map(taskRow)
  return {
    ...comparison,
    sample: { of: rows.length, every: 1 },
    tasks: inTicks(columns(tasks, rows)),
    cases: comparison.cases.map(caseData),
  }
}

const taskRow = ({ input, duration, cpu, async, result }: TaskTime) => ({
  input,
  duration,
  cpu,
  async,
  ...result,
})

function caseData(case_: CaseResult): CaseData {
  const rows = case_.trips.map(({ worker: { pid, threadId }, ...trip }) => ({
    pid,
    threadId,
    ...trip,
  }))
  return {
    ...case_,
    tripCount: rows.length,
    trips: inTicks(columns(trips, rows)),
    times: case_.times === null ? null : inTicks({ ...case_.times }),
  }
}

/** A millisecond has so many: clocks count nanoseconds, and what is finer comes from their sums. */
const TICKS = 1e6

const inTicks = <Columns extends Columnar>(table: Columns): Columns =>
  eachColumn(table, (column) => column.map(toTick))

const toTick = (value: unknown): unknown =>
  typeof value === 'number' && !Number.isInteger(value) ? Math.round(value * TICKS) / TICKS : value
