/** Hands a gate's report to everyone who wants it: files, GitHub, GitLab, other tools. */
import { createHash, randomBytes } from 'node:crypto'
import { appendFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { drawSvg, ratios } from '../charts/index.ts'
import { removeOwn, writeOwn, writeWhole } from '../system/files.ts'
import { isStranger } from '../system/mark.ts'
import { EXPORTS } from './page/exports.ts'
import { gateJson, gateMarkdown } from './page/file.ts'
import { annotations, outputs } from './page/github.ts'
import { gatePicture, PICTURE_FILE } from './page/picture.ts'
import { LanemarkError } from '../findings.ts'
import type { AnyGateReport } from './model/stored-record.ts'
import type { WantedExport } from './arguments.ts'

export interface Delivery {
  root: string
  /** Folder, relative to the root. */
  reports: string
  exports: readonly WantedExport[]
  environment: Record<string, string | undefined>
  /** Takes lines for the job's log. */
  print: (line: string) => void
}

/** The files of a gate's report. */
const FILES = ['gate.json', PICTURE_FILE, 'gate.md', 'gate-comment.md']

/**
 * To be called before anything is measured.
 * @throws {LanemarkError} `report-taken` where a file has one of these names and is somebody else's
 */
export async function refuseStrangers({ root, reports }: Pick<Delivery, 'root' | 'reports'>) {
  for (const file of FILES) {
    const path = join(root, reports, file)
    if (await isStranger(path)) throw new LanemarkError({ code: 'report-taken', path })
  }
}

/**
 * Writes `gate.json`, `gate-ratios.svg` and `gate.md` that shows it; `gate-comment.md` is the same page
 * for places that show no files, as the job summary is.
 *
 * @returns the path of `gate.md`
 * @throws {LanemarkError} `report-unwritable`, `report-taken`
 */
export async function deliver(report: AnyGateReport, delivery: Delivery): Promise<string> {
  const { root, reports, exports, environment, print } = delivery
  const folder = join(root, reports)
  const path = join(folder, 'gate.md')
  const json = join(folder, 'gate.json')
  const picture = gatePicture(report)
  // drawn before anything is written: a page without its picture would be half a report
  const svg = picture === null ? null : drawSvg(ratios(picture), picture.alt)
  const bare = gateMarkdown(report)
  // what a page refers to first: Markdown without its figures could not be checked
  await writeOwn(json, gateJson(report, json))
  if (svg !== null) await writeOwn(join(folder, PICTURE_FILE), svg)
  await writeOwn(path, gateMarkdown(report, { picture }))
  await writeOwn(join(folder, 'gate-comment.md'), bare)
  // an earlier run's, which no page shows any more
  if (svg === null) await removeOwn(join(folder, PICTURE_FILE))
  for (const { format, path: file } of exports)
    await writeWhole(resolve(root, file), EXPORTS[format].write(report, sha256))
  await toGitHub(report, bare, environment, print)
  return path
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** GitHub cuts a summary off at 1 MiB. */
const SUMMARY = 1_000_000

async function toGitHub(
  report: AnyGateReport,
  markdown: string,
  environment: Delivery['environment'],
  print: (line: string) => void,
): Promise<void> {
  const { GITHUB_STEP_SUMMARY: summary, GITHUB_OUTPUT: output, GITHUB_ACTIONS: here } = environment
  if (summary) await appendFile(summary, `${markdown.slice(0, SUMMARY)}\n`)
  const delimiter = (): string => `lanemark-${randomBytes(16).toString('hex')}`
  if (output) await appendFile(output, outputs(report, delimiter))
  if (here === 'true') for (const line of annotations(report)) print(line)
}
