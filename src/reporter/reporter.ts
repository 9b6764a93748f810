/** Vitest's side of the reports: gathers what a bench file measured and has it written. */
import { join, relative, sep } from 'node:path'
import type { Reporter, TestModule, TestSpecification, Vitest } from 'vitest/node'
import { baseName } from '../report/name.ts'
import { LanemarkError } from '../findings.ts'
import type { Report } from '../model.ts'
import { SCHEMA } from '../report/schema.ts'
import { summary } from '../report/summary.ts'
import { environment } from './environment.ts'
import type { LiveLine } from './live.ts'
import { appendJobSummary, writeReport } from './write-report.ts'

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
  /** Report paths of this run, and whose they are. */
  const taken = new Map<string, string>()
  /** Bench files of this run of which not every test runs. */
  const partial = new Set<string>()
  const cancel = (): void => {
    cancelled = true
  }
  return {
    onInit(context) {
      vitest = context
    },
    onTestRunStart(specifications) {
      cancelled = false
      taken.clear()
      partial.clear()
      for (const specification of specifications) {
        if (isPartial(vitest, specification)) partial.add(specification.moduleId)
      }
    },
    onTestModuleStart({ moduleId, project }) {
      if (!project.config.benchmark.enabled) return
      // Vitest forgets its listeners when a run begins, later than `onTestRunStart`
      vitest?.onCancel(cancel)
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
      const nothing = Object.values(found).every((part) => part.length === 0)
      if (nothing && module.ok() && !cancelled) return
      const unfit = unfitness(module, cancelled, partial)
      const report = toReport(vitest, module, seed, found)
      const path = reportPath(reports, report.file)
      const owner = taken.get(path) ?? report.file
      taken.set(path, owner)
      const shown = unfit ?? (await write(vitest, report, path, owner))
      const lines = nothing ? [`lanemark: ${path} ${shown}`] : summaryLines(vitest, report, shown)
      for (const line of lines) vitest.logger.log(line)
    },
    onTestRunEnd() {
      // files that were given up in the middle never come to their end
      const reason = cancelled ? 'the run was cancelled' : 'the file did not run to its end'
      for (const moduleId of gathered.keys()) {
        if (vitest === undefined) continue
        const path = reportPath(reports, fileOf(vitest, moduleId))
        vitest.logger.log(`lanemark: ${path} not written: ${reason}`)
      }
      gathered.clear()
    },
  }
}

/** Whether tests of the file are left out: by name, line, id or tag. */
function isPartial(vitest: Vitest | undefined, specification: TestSpecification): boolean {
  const { testNamePattern, testLines, testIds, testNames, testTagsFilter } = specification
  const lists = [testLines, testIds, testNames, testTagsFilter, vitest?.config.tagsFilter]
  return (
    (testNamePattern ?? vitest?.config.testNamePattern) !== undefined ||
    lists.some((list) => list !== undefined && list.length > 0)
  )
}

/** Why what was gathered is not the whole of the file, or null. */
function unfitness(
  module: TestModule,
  cancelled: boolean,
  partial: ReadonlySet<string>,
): string | null {
  if (cancelled) return 'not written: the run was cancelled'
  if (partial.has(module.moduleId)) return 'not written: a filter such as -t left tests out'
  return module.ok() ? null : 'not written: a test of this file failed'
}

function toReport(vitest: Vitest, module: TestModule, seed: number, found: Gathered): Report {
  const file = fileOf(vitest, module.moduleId)
  return {
    schema: SCHEMA,
    file,
    command: `LANEMARK_SEED=${seed} ${commandFor(file, process.env)}`,
    environment: environment(vitest.version, new Date()),
    ...found,
  }
}

/** Relative to Vitest's root, with forward slashes. */
const fileOf = (vitest: Vitest, moduleId: string): string =>
  relative(vitest.config.root, moduleId).split(sep).join('/')

/** The npm script that runs now, or Vitest with this file. */
function commandFor(file: string, { npm_lifecycle_event: script }: NodeJS.ProcessEnv): string {
  return script === undefined || script === 'npx'
    ? `npx vitest bench --run ${file}`
    : `npm run ${script}`
}

/** `bench/document.bench.ts` becomes `reports/document.md`; other folders stay in the name. */
function reportPath(folder: string, file: string): string {
  const name = baseName(file)
  // the index has that name
  return join(folder, `${name.toLowerCase() === 'readme' ? `${name}-bench` : name}.md`)
}

/** Returns what to show as the report's place. Vitest swallows what a reporter throws. */
async function write(vitest: Vitest, report: Report, path: string, owner: string): Promise<string> {
  try {
    if (owner !== report.file) {
      const reason = `it is the report of ${owner} already; rename one of the two bench files`
      throw new LanemarkError({ code: 'report-unwritable', path, reason })
    }
    const unread = await writeReport(report, join(vitest.config.root, path))
    for (const { message } of unread) vitest.logger.warn(`lanemark: not in the index: ${message}`)
    await appendJobSummary(report, process.env['GITHUB_STEP_SUMMARY'])
    return path
  } catch (error) {
    vitest.logger.error(`lanemark: ${error instanceof Error ? error.message : String(error)}`)
    process.exitCode = 1
    return 'not written: see the error above'
  }
}

function summaryLines(vitest: Vitest, report: Report, path: string): string[] {
  const output = vitest.logger.outputStream as NodeJS.WriteStream
  const colour = output.isTTY && output.hasColors()
  return summary(report, { path, width: output.columns ?? 80, colour })
}
