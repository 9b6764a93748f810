/** The index of all reports: reports/index.md. */
import { code, say } from '../text/inline.ts'
import { markdown } from '../text/markdown.ts'
import { list, paragraph, type PageBlock, type Section } from '../text/view.ts'
import type { ReportData } from './schema.ts'
import { machine, moment } from './sections/environment-section.ts'
import { glanceTable } from './sections/glance-table.ts'

export interface IndexEntry {
  /** The report's page, relative to the index, with forward slashes: `document.md`. */
  path: string
  report: ReportData
}

/** What a report answers: comparisons in a table, all else as sentences. */
function answersOf({ answers }: ReportData): PageBlock[] {
  if (answers.length === 0) return [paragraph(say`Nothing was measured.`)]
  const rows = answers.flatMap(({ name, page, glance }) =>
    glance === null ? [] : [{ name, page, glance }],
  )
  const others = answers.filter(({ glance }) => glance === null)
  return [
    ...(rows.length === 0 ? [] : [glanceTable(rows)]),
    ...(others.length === 0
      ? []
      : [list(others.map(({ name, answer }) => say`${{ strong: name }}: ${answer}`))]),
  ]
}

function sectionOf({ path, report }: IndexEntry): Section {
  const { environment } = report
  const where = say`${{ link: path, href: path }}, measured ${moment(environment.date)} on ${machine(environment)}.`
  return {
    title: say`${path.replace(/\.md$/, '')}`,
    blocks: [paragraph(where), ...answersOf(report)],
    sections: [],
  }
}

const EMPTY = paragraph(say`There are no reports yet. Run ${code('vitest bench')} to write some.`)
const ABOUT =
  paragraph(say`Each page compares ways of running the same work: one call after another, or several
  at once. It explains its words where they are first used.`)

/** The index as Markdown, a section for each report. */
export function indexMarkdown(indexed: readonly IndexEntry[]): string {
  const sorted = indexed.toSorted((a, b) => (a.path < b.path ? -1 : 1))
  return markdown({
    title: say`Reports`,
    blocks: [sorted.length === 0 ? EMPTY : ABOUT],
    sections: sorted.map(sectionOf),
  })
}
