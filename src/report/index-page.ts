/** The index of all reports: reports/index.md. */
import { code, say, type Inline } from '../text/inline.ts'
import { markdown } from '../text/markdown.ts'
import type { ReportData } from './schema.ts'
import { machine, moment } from './sections/environment-section.ts'
import { paragraph, table, type Block } from '../text/view.ts'

export interface IndexEntry {
  /** The report's page, relative to the index, with forward slashes: `document.md`. */
  path: string
  report: ReportData
}

function rows({ path, report }: IndexEntry): Inline[][] {
  const { environment, answers } = report
  const nothing = [{ name: '–', answer: say`Nothing was measured.` }]
  const listed = answers.length === 0 ? nothing : answers
  return listed.map((entry) => [
    [{ link: path, href: path }],
    say`${entry.name}`,
    entry.answer,
    say`${moment(environment.date)}`,
    say`${machine(environment)}`,
  ])
}

function content(indexed: readonly IndexEntry[]): Block[] {
  if (indexed.length === 0)
    return [paragraph(say`There are no reports yet. Run ${code('vitest bench')} to write some.`)]
  const sorted = indexed.toSorted((a, b) => (a.path < b.path ? -1 : 1))
  const titles = [say`report`, say`what`, say`answer`, say`when`, say`machine`]
  return [
    paragraph(say`Each page compares ways of running the same work: one call after another, or several
      at once. It explains its words where they are first used.`),
    table(titles, [], sorted.flatMap(rows)),
  ]
}

/** The index as Markdown, one row for each comparison or group of functions. */
export function indexMarkdown(indexed: readonly IndexEntry[]): string {
  return markdown({ title: say`Reports`, blocks: content(indexed), sections: [] })
}
