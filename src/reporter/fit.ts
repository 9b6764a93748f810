/** A report that can be written, whatever one of its parts holds: that part is named in its place. */
import { pictures } from '../charts/index.ts'
import { errorLine } from '../text/describe.ts'
import type { Omitted, Report } from '../model.ts'
import { jobSummaryMarkdown } from '../report/job-summary.ts'
import { pages } from '../report/page.ts'
import { planPages } from '../report/page-plan.ts'
import { reportJson } from '../report/report-file.ts'
import { summary } from '../report/summary.ts'
import { markdown } from '../text/markdown.ts'

/** The report itself where all of it can be shown, else the report without the parts that cannot. */
export function fit(report: Report): Report {
  if (flaw(report) === null) return report
  const omitted: Omitted[] = [...(report.omitted ?? [])]
  const sound = <Part>(
    parts: readonly Part[],
    nameOf: (part: Part) => string,
    alone: Alone<Part>,
  ) =>
    parts.filter((part) => {
      const reason = flaw({ ...report, comparisons: [], benches: [], claims: [], ...alone(part) })
      if (reason !== null) omitted.push({ name: nameOf(part), reason })
      return reason === null
    })
  return {
    ...report,
    comparisons: sound(report.comparisons, byName, (part) => ({ comparisons: [part] })),
    benches: sound(report.benches, byName, (part) => ({ benches: [part] })),
    claims: sound(
      report.claims,
      ({ id }) => `claim ${id}`,
      (part) => ({ claims: [part] }),
    ),
    omitted,
  }
}

type Alone<Part> = (part: Part) => Partial<Report>

const byName = ({ name }: { name: string }): string => name

/** Why a report cannot be written in any of its forms, or null. */
function flaw(report: Report): string | null {
  try {
    const plan = planPages(report, 'report')
    reportJson(report, plan, 'the report')
    for (const { section } of pages(report, plan, pictures(report))) markdown(section)
    jobSummaryMarkdown(report)
    summary(report, { path: '' })
    return null
  } catch (error) {
    return errorLine(error)
  }
}
