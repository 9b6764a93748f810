/** Reports to and from the text of their file, checked both ways. */
import * as v from 'valibot'
import { LanemarkError } from '../findings.ts'
import { layout } from '../json/json-text.ts'
import { misfit, read } from '../json/read.ts'
import type { Report } from '../model.ts'
import type { PagePlan } from './page-plan.ts'
import { reportData } from './report-data.ts'
import { sampled } from './sampling.ts'
import { ReportSchema, SCHEMA, type ReportData } from './schema.ts'

const KIND = { schema: ReportSchema, version: SCHEMA, unreadable: 'report-unreadable' } as const

/**
 * Reads a report's JSON.
 *
 * @param path only for the error
 * @throws {LanemarkError} `report-unreadable`, with what is wrong and where
 */
export const parseReport = (text: string, path: string): ReportData => read(KIND, text, path)

/**
 * The text of a report's file. A figure that JSON cannot hold (NaN, an infinity) is refused here,
 * where it can still be named, not written as null.
 *
 * @param path only for the error
 * @throws {LanemarkError} `report-unwritable`, with what is wrong and where
 */
export function reportJson(report: Report, plan: PagePlan, path: string): string {
  const result = v.safeParse(ReportSchema, reportData(report, plan))
  if (!result.success)
    throw new LanemarkError({ code: 'report-unwritable', path, reason: misfit(result.issues) })
  const data = result.output
  return `${layout({ ...data, comparisons: data.comparisons.map(sampled) })}\n`
}
