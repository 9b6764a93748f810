/** Hands a gate's report to everyone who wants it: files, GitHub, GitLab, other tools. */
import { createHash, randomBytes } from 'node:crypto'
import { appendFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { writeWhole } from '../../reporter/files.ts'
import { bencherMetrics, githubActionBenchmark } from '../../report/gate/exports.ts'
import { gateJson, gateMarkdown } from '../../report/gate/file.ts'
import { annotations, outputs } from '../../report/gate/github.ts'
import { codeQuality } from '../../report/gate/gitlab.ts'
import type { GateReport } from '../../report/gate/model.ts'
import type { Exports } from './arguments.ts'

export interface Delivery {
  root: string
  /** Folder, relative to the root. */
  reports: string
  exports: Exports
  environment: Record<string, string | undefined>
  /** Takes lines for the job's log. */
  print: (line: string) => void
}

/**
 * @returns the path of the Markdown
 * @throws {LanemarkError} `report-unwritable`
 */
export async function deliver(report: GateReport, delivery: Delivery): Promise<string> {
  const { root, reports, exports, environment, print } = delivery
  const path = join(root, reports, 'gate.md')
  const json = join(root, reports, 'gate.json')
  const markdown = gateMarkdown(report)
  // the figures first: Markdown without its figures could not be checked
  await writeWhole(json, gateJson(report, json))
  await writeWhole(path, markdown)
  const at = (file: string): string => resolve(root, file)
  if (exports.gab !== null) await writeWhole(at(exports.gab), githubActionBenchmark(report))
  if (exports.bmf !== null) await writeWhole(at(exports.bmf), bencherMetrics(report))
  if (exports.gitlab !== null) await writeWhole(at(exports.gitlab), codeQuality(report, sha256))
  await toGitHub(report, markdown, environment, print)
  return path
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** GitHub cuts a summary off at 1 MiB. */
const SUMMARY = 1_000_000

async function toGitHub(
  report: GateReport,
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
