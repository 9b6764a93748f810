/** A report's files: figures, pictures, page, and the index of all reports. */
import { appendFile, readdir } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { pictures } from '../charts/index.ts'
import type { Picture } from '../charts/index.ts'
import { baseName } from '../text/name.ts'
import { PICTURE_KINDS } from '../text/view.ts'
import { LanemarkError } from '../findings.ts'
import { errorLine } from '../text/describe.ts'
import type { Omitted, Report } from '../model.ts'
import { indexMarkdown } from '../report/index-page.ts'
import { jobSummaryMarkdown } from '../report/job-summary.ts'
import { reportMarkdown } from '../report/page.ts'
import { parseReport, reportJson } from '../report/report-file.ts'
import { readJsonFiles, removeOwn, writeOwn } from '../system/files.ts'
import { isReport, isStranger } from '../system/mark.ts'

interface Written {
  omitted: Omitted[]
  unread: LanemarkError[]
}

/**
 * Writes what the page refers to first, so that a page is never newer than its figures and pictures.
 *
 * @param path of the page, absolute
 * @returns what of the report cannot be shown, and what was wrong with other reports, which are left
 * out of the index
 * @throws {LanemarkError} `report-unwritable`, `report-taken`
 */
export async function writeReport(report: Report, path: string): Promise<Written> {
  const folder = dirname(path)
  const name = basename(path, '.md')
  const json = path.replace(/md$/, 'json')
  const { shown, undrawn } = draw(report, name)
  const whole = undrawn.length === 0 ? report : omitting(report, undrawn)
  await writeOwn(json, reportJson(whole, json))
  for (const { file, svg } of shown) await writeOwn(join(folder, file), svg)
  await writeOwn(path, reportMarkdown(whole, shown))
  await removeOldPictures(folder, name, new Set(shown.map(({ file }) => file)))
  return { omitted: whole.omitted ?? [], unread: await writeIndex(folder) }
}

const omitting = (report: Report, undrawn: readonly Omitted[]): Report => ({
  ...report,
  omitted: [...(report.omitted ?? []), ...undrawn],
})

/** All pictures of a report; one that cannot be drawn costs no more than itself. */
function draw(report: Report, name: string): { shown: Picture[]; undrawn: Omitted[] } {
  const base = baseName(report.file)
  const undrawn: Omitted[] = []
  const drawn = pictures(report, (title, error) => {
    undrawn.push({ name: `the picture “${title}”`, reason: errorLine(error) })
  })
  const shown = drawn.map((picture) =>
    Object.assign(picture, { file: name + picture.file.slice(base.length) }),
  )
  return { shown, undrawn }
}

/** What follows a report's name in the names of its pictures. */
const PICTURE = new RegExp(String.raw`^-(\d+|claim-\d+)-(${PICTURE_KINDS.join('|')})(-\d+)?\.svg$`)

/** Files of a folder whose names are those of a report's pictures. */
async function picturesOf(folder: string, name: string): Promise<string[]> {
  const files = await readdir(folder).catch(() => [])
  return files.filter((file) => file.startsWith(name) && PICTURE.test(file.slice(name.length)))
}

/** Pictures of an earlier run that this one does not have any more. */
async function removeOldPictures(folder: string, name: string, shown: Set<string>): Promise<void> {
  const old = (await picturesOf(folder, name)).filter((file) => !shown.has(file))
  await Promise.all(old.map((file) => removeOwn(join(folder, file))))
}

/**
 * A file in the place of one of the report's, or of the index, that somebody else wrote; null: none.
 * @param path of the page, absolute
 */
export async function strangerAt(path: string): Promise<string | null> {
  const folder = dirname(path)
  const drawn = await picturesOf(folder, basename(path, '.md'))
  const all = [
    path.replace(/md$/, 'json'),
    path,
    ...[...drawn, INDEX].map((file) => join(folder, file)),
  ]
  for (const each of all) if (await isStranger(each)) return each
  return null
}

/** Not README.md, which may well be the user's own. */
const INDEX = 'index.md'

async function writeIndex(folder: string): Promise<LanemarkError[]> {
  const entries = []
  const unread = []
  for (const { path, text } of await readJsonFiles(folder)) {
    if (!isReport(text)) continue
    try {
      const page = relative(folder, path).replace(/json$/, 'md')
      entries.push({ path: page, report: parseReport(text, path) })
    } catch (error) {
      if (!(error instanceof LanemarkError)) throw error
      unread.push(error)
    }
  }
  await writeOwn(join(folder, INDEX), indexMarkdown(entries))
  return unread
}

/** Where a continuous-integration job collects a summary, the report's short form joins it. */
export async function appendJobSummary(report: Report, path: string | undefined): Promise<void> {
  if (path === undefined || path === '') return
  await appendFile(path, `${jobSummaryMarkdown(report)}\n`)
}
