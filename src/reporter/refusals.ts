/** What a run's reports would overwrite, found before anything is measured. */
import type { TestProject } from 'vitest/node'
import type { Finding } from '../findings.ts'
import type { Page } from './pages.ts'
import { strangerAt } from './write-report.ts'

export interface Planned {
  project: TestProject
  moduleId: string
  page: Page
}

/** Of one project: why a bench file must not be measured, by its path. */
export type Refused = Record<string, Finding>

/** For each project of the run; with nothing in it where all is well. */
export async function refusals(planned: readonly Planned[]): Promise<Map<TestProject, Refused>> {
  const refused = new Map<TestProject, Refused>()
  const owners = new Map<string, Page>()
  for (const { project, moduleId, page } of planned) {
    const own = refused.get(project) ?? {}
    refused.set(project, own)
    const owner = owners.get(page.path) ?? page
    owners.set(page.path, owner)
    const finding = owner === page ? await taken(page) : second(page, owner)
    if (finding !== null) own[moduleId] = finding
  }
  return refused
}

async function taken({ path }: Page): Promise<Finding | null> {
  const stranger = await strangerAt(path)
  return stranger === null ? null : { code: 'report-taken', path: stranger }
}

function second({ shown }: Page, owner: Page): Finding {
  const reason = `it is the report of ${owner.filter} already; rename one of the two bench files`
  return { code: 'report-unwritable', path: shown, reason }
}
