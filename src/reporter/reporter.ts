/** Vitest's side of the reports: gathers what a bench file measured and has it written. */
import { join, relative, sep } from 'node:path'
import type { Reporter, TestModule, Vitest } from 'vitest/node'
import { LanemarkError } from '../findings.ts'
import type { Report } from '../model.ts'
import { indexMarkdown } from '../report/index-page.ts'
import { reportMarkdown } from '../report/markdown.ts'
import { parseReport, reportJson } from '../report/report-file.ts'
import { SCHEMA } from '../report/schema.ts'
import { summary } from '../report/summary.ts'
import { environment } from './environment.ts'
import { readJsonFiles, writeWhole } from './files.ts'
import type { LiveLine } from './live.ts'

interface Settings {
  /** Folder, relative to Vitest's root. */
  reports: string
  seed: number
  live: LiveLine
}

type Gathered = Pick<Report, 'comparisons' | 'benches' | 'claims'>

export function reporter({ reports, seed, live }: Settings): Reporter {
  let vitest: Vitest | undefined
  let cancelled = false
  const gathered = new Map<string, Gathered>()
  return {
    onInit(context) {
      vitest = context
      context.onCancel(() => {
        cancelled = true
      })
    },
    onTestModuleStart({ moduleId }) {
      gathered.set(moduleId, { comparisons: [], benches: [], claims: [] })
    },
    onTestCaseArtifactRecord(testCase, artifact) {
      const found = gathered.get(testCase.module.moduleId)
      if (artifact.type === 'lanemark:progress') live.show(testCase.fullName, artifact.progress)
      else if (artifact.type === 'lanemark:comparison') found?.comparisons.push(artifact.comparison)
      else if (artifact.type === 'lanemark:group') found?.benches.push(artifact.group)
      else if (artifact.type === 'lanemark:claim') found?.claims.push(artifact.claim)
    },
    async onTestModuleEnd(module) {
      const found = gathered.get(module.moduleId)
      gathered.delete(module.moduleId)
      if (vitest === undefined || found === undefined) return
      if (Object.values(found).every((part) => part.length === 0)) return
      const print = (line: string): void => vitest?.logger.log(line)
      const unfit = unfitness(vitest, module, cancelled)
      const report = toReport(vitest, module, seed, found)
      const path = reportPath(reports, report.file)
      if (unfit === null) await write(vitest, report, path)
      for (const line of summaryLines(vitest, report, unfit ?? path)) print(line)
    },
  }
}

/** Why what was gathered is not the whole of the file, or null. */
function unfitness(vitest: Vitest, module: TestModule, cancelled: boolean): string | null {
  if (cancelled) return 'not written: the run was cancelled'
  if (vitest.config.testNamePattern !== undefined) return 'not written: -t left tests out'
  return module.ok() ? null : 'not written: a test of this file failed'
}

function toReport(vitest: Vitest, module: TestModule, seed: number, found: Gathered): Report {
  const file = relative(vitest.config.root, module.moduleId).split(sep).join('/')
  return {
    schema: SCHEMA,
    file,
    command: `LANEMARK_SEED=${seed} ${commandFor(file, process.env)}`,
    environment: environment(vitest.version, new Date()),
    ...found,
  }
}

/** The npm script that runs now, or Vitest with this file. */
function commandFor(file: string, { npm_lifecycle_event: script }: NodeJS.ProcessEnv): string {
  return script === undefined || script === 'npx'
    ? `npx vitest bench --run ${file}`
    : `npm run ${script}`
}

/** `bench/document.bench.ts` becomes `reports/document.md`; other folders stay in the name. */
function reportPath(folder: string, file: string): string {
  const name = file.replace(/^bench\//, '').replace(/(\.(bench|benchmark))?\.[cm]?[jt]sx?$/, '')
  return join(folder, `${name.replaceAll('/', '-')}.md`)
}

async function write(vitest: Vitest, report: Report, path: string): Promise<void> {
  const markdown = join(vitest.config.root, path)
  const json = markdown.replace(/md$/, 'json')
  try {
    // the figures first: Markdown without its figures could not be checked
    await writeWhole(json, reportJson(report, json))
    await writeWhole(markdown, reportMarkdown(report))
    await writeIndex(vitest, join(markdown, '..'))
  } catch (error) {
    fail(vitest, error)
  }
}

async function writeIndex(vitest: Vitest, folder: string): Promise<void> {
  const entries = []
  for (const { path, text } of await readJsonFiles(folder)) {
    try {
      const href = relative(folder, path).replace(/json$/, 'md')
      entries.push({ path: href, report: parseReport(text, path) })
    } catch (error) {
      if (!(error instanceof LanemarkError)) throw error
      vitest.logger.warn(`lanemark: left out of the index: ${error.message}`)
    }
  }
  await writeWhole(join(folder, 'README.md'), indexMarkdown(entries))
}

/** Vitest swallows what a reporter throws; the run must fail all the same. */
function fail(vitest: Vitest, error: unknown): void {
  vitest.logger.error(`lanemark: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}

function summaryLines(vitest: Vitest, report: Report, path: string): string[] {
  const output = vitest.logger.outputStream as NodeJS.WriteStream
  const colour = output.isTTY && output.hasColors()
  return summary(report, { path, width: output.columns ?? 80, colour })
}
