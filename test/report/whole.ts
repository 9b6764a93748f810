/** All pages of a report as one text. */
import type { Report } from '../../src/model.ts'
import { pages } from '../../src/report/page.ts'
import { planPages } from '../../src/report/page-plan.ts'
import { reportData as dataOf } from '../../src/report/report-data.ts'
import { reportJson as jsonOf } from '../../src/report/report-file.ts'
import { markdown } from '../../src/text/markdown.ts'
import type { PictureRef } from '../../src/text/view.ts'

const plan = (report: Report) => planPages(report, 'report')

/** The bench file's page, and then those of its comparisons. */
export const reportMarkdown = (report: Report, pictures: readonly PictureRef[] = []): string =>
  pages(report, plan(report), pictures)
    .toReversed()
    .map(({ section }) => markdown(section))
    .join('\n')

export const reportData = (report: Report, name = 'report') =>
  dataOf(report, planPages(report, name))

export const reportJson = (report: Report, path: string): string =>
  jsonOf(report, plan(report), path)
