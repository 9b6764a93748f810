/** Vitest's side of the reports: gathers what a bench file measured and has it written. */
import type { Reporter, TestModule, TestProject, TestSpecification, Vitest } from 'vitest/node'
import { errorLine } from '../text/describe.ts'
import type { Report } from '../model.ts'
import { toldApart } from '../report/namesakes.ts'
import { summary } from '../report/summary.ts'
import { environment } from '../system/environment.ts'
import { fit } from './fit.ts'
import type { KernelWatch } from './kernel-watch.ts'
import type { LiveLine } from './live.ts'
import { pageOf } from './pages.ts'
import type { Page, Settings } from './pages.ts'
import { refusals } from './refusals.ts'
import type { Planned, Refused } from './refusals.ts'
import { appendJobSummary, writeReport } from './write-report.ts'

interface Surroundings {
  settings: Settings
  live: LiveLine
  watch: KernelWatch
  /** Has the bench files of a project fail, by their paths, before they measure anything. */
  refuse: (project: TestProject, refused: Refused) => void
}

type Parts = Pick<Report, 'comparisons' | 'benches' | 'claims'>

interface Gathered extends Parts {
  page: Page
}

export function reporter({ settings, live, watch, refuse }: Surroundings): Reporter {
  let vitest: Vitest | undefined
  let cancelled = false
  /** By the modules' ids, which differ from project to project. */
  const gathered = new Map<string, Gathered>()
  /** Pages of bench files of which not every test runs. */
  const partial = new Set<string>()
  const cancel = (): void => {
    cancelled = true
  }
  const pageFor = (project: TestProject, moduleId: string): Page | null =>
    vitest === undefined ? null : pageOf({ vitest, project, moduleId }, settings)
  return {
    onInit(context) {
      vitest = context
    },
    async onTestRunStart(specifications) {
      cancelled = false
      partial.clear()
      const planned: Planned[] = []
      for (const specification of specifications) {
        const { project, moduleId } = specification
        const page = pageFor(project, moduleId)
        if (page === null) continue
        if (isPartial(vitest, specification)) partial.add(page.path)
        else planned.push({ project, moduleId, page })
      }
      const refused = await refusals(planned)
      // all of them: what a run before this one refused may be gone
      for (const project of settings.keys()) refuse(project, refused.get(project) ?? {})
    },
    onTestModuleStart({ id, moduleId, project }) {
      const page = pageFor(project, moduleId)
      if (page === null) return
      // Vitest forgets its listeners when a run begins, later than `onTestRunStart`
      vitest?.onCancel(cancel)
      gathered.set(id, { page, comparisons: [], benches: [], claims: [] })
    },
    onTestCaseArtifactRecord(testCase, artifact) {
      const { id, moduleId } = testCase.module
      const found = gathered.get(id)
      if (artifact.type === 'lanemark:progress') live.show(testCase.fullName, artifact.progress)
      else if (artifact.type === 'lanemark:kernel') watch.note(artifact.url, moduleId)
      else if (artifact.type === 'lanemark:comparison') found?.comparisons.push(artifact.comparison)
      else if (artifact.type === 'lanemark:group') found?.benches.push(artifact.group)
      else if (artifact.type === 'lanemark:claim') found?.claims.push(artifact.claim)
    },
    async onTestModuleEnd(module) {
      const found = gathered.get(module.id)
      gathered.delete(module.id)
      if (vitest === undefined || found === undefined) return
      const { page, ...parts } = found
      const nothing = Object.values(parts).every((part) => part.length === 0)
      if (nothing && module.ok() && !cancelled) return
      const report = toldApart(fit(toReport(vitest, page, parts)))
      const shown =
        unfitness(module, { cancelled, partial: partial.has(page.path) }) ??
        (await write(vitest, report, page))
      const lines = nothing
        ? [`lanemark: ${page.shown} ${shown}`]
        : summaryLines(vitest, report, shown)
      for (const line of lines) vitest.logger.log(line)
    },
    onTestRunEnd() {
      // files that were given up in the middle never come to their end
      const reason = cancelled ? 'the run was cancelled' : 'the file did not run to its end'
      for (const { page } of gathered.values()) {
        vitest?.logger.log(`lanemark: ${page.shown} not written: ${reason}`)
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
  { cancelled, partial }: { cancelled: boolean; partial: boolean },
): string | null {
  if (cancelled) return 'not written: the run was cancelled'
  if (partial) return 'not written: a filter such as -t left tests out'
  return module.ok() ? null : 'not written: a test of this file failed'
}

function toReport(vitest: Vitest, { file, filter, seed }: Page, parts: Parts): Report {
  return {
    file,
    command: `LANEMARK_SEED=${seed} ${commandFor(filter, process.env)}`,
    environment: environment(vitest.version, new Date()),
    ...parts,
  }
}

/** The npm script that runs now, or Vitest with this file. */
function commandFor(file: string, { npm_lifecycle_event: script }: NodeJS.ProcessEnv): string {
  return script === undefined || script === 'npx'
    ? `npx vitest bench --run ${file}`
    : `npm run ${script}`
}

/** Returns what to show as the report's place. Vitest swallows what a reporter throws. */
async function write(vitest: Vitest, report: Report, { path, shown }: Page): Promise<string> {
  try {
    const { omitted, unread } = await writeReport(report, path)
    for (const { name, reason } of omitted) fail(vitest, `${name} cannot be shown: ${reason}`)
    for (const { message } of unread) vitest.logger.warn(`lanemark: not in the index: ${message}`)
    await appendJobSummary(report, process.env['GITHUB_STEP_SUMMARY'])
    return shown
  } catch (error) {
    fail(vitest, errorLine(error).replace(/^LanemarkError: /, ''))
    return 'not written: see the error above'
  }
}

function fail(vitest: Vitest, text: string): void {
  vitest.logger.error(`lanemark: ${text}`)
  process.exitCode = 1
}

function summaryLines(vitest: Vitest, report: Report, path: string): string[] {
  const output = vitest.logger.outputStream as NodeJS.WriteStream
  const colour = output.isTTY && output.hasColors()
  return summary(report, { path, width: output.columns ?? 80, colour })
}
