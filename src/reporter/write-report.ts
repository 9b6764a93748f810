/** A report's files: figures, pictures, page, and the index of all reports. */
import { appendFile, readdir, rm } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { pictures } from '../charts/index.ts'
import { baseName } from '../report/name.ts'
import { LanemarkError } from '../findings.ts'
import type { Report } from '../model.ts'
import { indexMarkdown } from '../report/index-page.ts'
import { jobSummaryMarkdown } from '../report/job-summary.ts'
import { reportMarkdown } from '../report/markdown.ts'
import { parseReport, reportJson } from '../report/report-file.ts'
import { readJsonFiles, writeWhole } from './files.ts'

/**
 * Writes what the page refers to first, so that a page is never newer than its figures and pictures.
 *
 * @param path of the page, absolute
 * @returns what was wrong with other reports, which are left out of the index
 * @throws {LanemarkError} `report-unwritable`
 */
export async function writeReport(report: Report, path: string): Promise<LanemarkError[]> {
  const folder = dirname(path)
  const json = path.replace(/md$/, 'json')
  const shown = pictures(report)
  await writeWhole(json, reportJson(report, json))
  for (const { file, svg } of shown) await writeWhole(join(folder, file), svg)
  await writeWhole(path, reportMarkdown(report, shown))
  await removeOldPictures(folder, baseName(report.file), new Set(shown.map(({ file }) => file)))
  return await writeIndex(folder)
}

/** What follows a report's name in the names of its pictures. */
const PICTURE = /^-(\d+-[a-z]+|claim-\d+-[a-z]+(-\d+)?)\.svg$/

/** Pictures of an earlier run that this one does not have any more. */
async function removeOldPictures(folder: string, name: string, shown: Set<string>): Promise<void> {
  const files = (await readdir(folder)).filter((file) => file.startsWith(name))
  const old = files.filter((file) => PICTURE.test(file.slice(name.length)) && !shown.has(file))
  await Promise.all(old.map((file) => rm(join(folder, file))))
}

async function writeIndex(folder: string): Promise<LanemarkError[]> {
  const entries = []
  const unread = []
  for (const { path, text } of await readJsonFiles(folder)) {
    if (isOther(text)) continue
    try {
      const page = relative(folder, path).replace(/json$/, 'md')
      entries.push({ path: page, report: parseReport(text, path) })
    } catch (error) {
      if (!(error instanceof LanemarkError)) throw error
      unread.push(error)
    }
  }
  await writeWhole(join(folder, 'README.md'), indexMarkdown(entries))
  return unread
}

/** Whether it is whole and something else than a report, such as the gate's record. */
function isOther(text: string): boolean {
  try {
    const { schema } = JSON.parse(text) as { schema?: unknown }
    return typeof schema !== 'string' || !schema.startsWith('lanemark/report@')
  } catch {
    return false
  }
}

/** Where a continuous-integration job collects a summary, the report's short form joins it. */
export async function appendJobSummary(report: Report, path: string | undefined): Promise<void> {
  if (path === undefined || path === '') return
  await appendFile(path, `${jobSummaryMarkdown(report)}\n`)
}
