/** A report's files: figures, pictures, pages, and the index of all reports. */
import { appendFile, readdir, rmdir } from 'node:fs/promises'
import { basename, dirname, join, posix, relative } from 'node:path'
import { pictures } from '../charts/index.ts'
import type { Picture } from '../charts/index.ts'
import { baseName } from '../text/name.ts'
import { markdown } from '../text/markdown.ts'
import { PICTURE_KINDS } from '../text/view.ts'
import { LanemarkError } from '../findings.ts'
import { errorLine } from '../text/describe.ts'
import type { Omitted, Report } from '../model.ts'
import { indexMarkdown } from '../report/index-page.ts'
import { jobSummaryMarkdown } from '../report/job-summary.ts'
import { pages } from '../report/page.ts'
import { picturePath, planPages } from '../report/page-plan.ts'
import type { PagePlan } from '../report/page-plan.ts'
import { parseReport, reportJson } from '../report/report-file.ts'
import { readJsonFiles, removeOwn, writeOwn } from '../system/files.ts'
import { htmlFiles, htmlPath } from './html-files.ts'
import { isReport, isStranger } from '../system/mark.ts'

interface Written {
  omitted: Omitted[]
  unread: LanemarkError[]
}

/**
 * Writes what the pages refer to first, so that a page is never newer than its figures and pictures;
 * then removes what an earlier run left and this one has no more.
 *
 * @param path of the bench file's page, absolute
 * @returns what of the report cannot be shown, and what was wrong with other reports, which are left
 * out of the index
 * @throws {LanemarkError} `report-unwritable`, `report-taken`
 */
export async function writeReport(report: Report, path: string): Promise<Written> {
  const folder = dirname(path)
  const name = basename(path, '.md')
  const plan = planPages(report, name, await strangersIn(join(folder, name)))
  const { drawn, undrawn } = draw(report, plan)
  const whole = undrawn.length === 0 ? report : omitting(report, undrawn)
  const shown = drawn.map(({ picture }) => picture)
  const all = pages(whole, plan, shown)
  const files: ReportFile[] = [
    { path: plan.json, content: reportJson(whole, plan, join(folder, plan.json)) },
    ...drawn.map(({ path: place, picture }) => ({ path: place, content: picture.svg })),
    ...(await htmlFiles(whole, all, shown)),
    ...all.map((page) => ({ path: page.path, content: markdown(page.section) })),
  ]
  for (const file of files) await writeOwn(join(folder, file.path), file.content)
  await removeOld(folder, name, new Set(files.map((file) => file.path)))
  return { omitted: whole.omitted ?? [], unread: await writeIndex(folder) }
}

/** A file of a report, relative to its folder. */
interface ReportFile {
  path: string
  content: string
}

const omitting = (report: Report, undrawn: readonly Omitted[]): Report => ({
  ...report,
  omitted: [...(report.omitted ?? []), ...undrawn],
})

interface Drawn {
  /** Relative to the report's folder. */
  path: string
  /** With its file relative to its page. */
  picture: Picture
}

/** All pictures of a report; one that cannot be drawn costs no more than itself. */
function draw(report: Report, plan: PagePlan): { drawn: Drawn[]; undrawn: Omitted[] } {
  const undrawn: Omitted[] = []
  const found = pictures(report, (title, error) => {
    undrawn.push({ name: `the picture “${title}”`, reason: errorLine(error) })
  })
  const drawn = found.map((picture) => {
    const path = picturePath(picture, plan, baseName(report.file))
    return { path, picture: { ...picture, file: posix.basename(path) } }
  })
  return { drawn, undrawn }
}

/** Pages of a bench file's comparisons, and what is on them, that somebody else wrote. */
async function strangersIn(folder: string): Promise<Set<string>> {
  const files = await readdir(folder).catch(() => [])
  const found = await Promise.all(
    files.map(async (file) => ((await isStranger(join(folder, file))) ? [file] : [])),
  )
  return new Set(found.flat())
}

/** What follows a report's name in the names of its pictures. */
const PICTURE = new RegExp(String.raw`^-(\d+|claim-\d+)-(${PICTURE_KINDS.join('|')})(-\d+)?\.svg$`)

/** Files of a folder whose names are those of a report's pictures. */
async function picturesOf(folder: string, name: string): Promise<string[]> {
  const files = await readdir(folder).catch(() => [])
  return files.filter((file) => file.startsWith(name) && PICTURE.test(file.slice(name.length)))
}

const PAGE = /\.(md|html|svg)$/

/** Pages and pictures of an earlier run that this one does not have any more. */
async function removeOld(folder: string, name: string, written: Set<string>): Promise<void> {
  const own = join(folder, name)
  const pagesThere = (await readdir(own).catch(() => [])).filter((file) => PAGE.test(file))
  const there = [
    ...(await picturesOf(folder, name)),
    ...pagesThere.map((file) => posix.join(name, file)),
  ]
  const old = there.filter((file) => !written.has(file))
  await Promise.all(old.map((file) => removeOwn(join(folder, file))))
  // a folder that holds anything else stays
  await rmdir(own).catch(() => undefined)
}

/**
 * A file in the place of one of the report's, or of the index, that somebody else wrote; null: none.
 * Pages of comparisons are not among them: these make way for what is there.
 * @param path of the page, absolute
 */
export async function strangerAt(path: string): Promise<string | null> {
  const folder = dirname(path)
  const drawn = await picturesOf(folder, basename(path, '.md'))
  const all = [
    path.replace(/md$/, 'json'),
    htmlPath(path),
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
