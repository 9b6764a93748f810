/** Where the report of a bench file belongs: in the folder of its own project. */
import { join, relative, sep } from 'node:path'
import type { TestProject, Vitest } from 'vitest/node'
import type { ResolvedPlugin } from '../options.ts'
import { baseName } from '../text/name.ts'

/** What the plugin was told in each project that has it. */
export type Settings = ReadonlyMap<TestProject, ResolvedPlugin>

export interface Page {
  /** Bench file, relative to the project's root, with forward slashes. */
  file: string
  /** The same, relative to Vitest's root: what finds it on the command line. */
  filter: string
  /** Absolute path of the page. */
  path: string
  /** The same for people, relative to Vitest's root. */
  shown: string
  seed: number
}

interface Place {
  vitest: Vitest
  project: TestProject
  moduleId: string
}

/** Null for a project without the plugin. */
export function pageOf({ vitest, project, moduleId }: Place, settings: Settings): Page | null {
  const own = settings.get(project)
  if (own === undefined) return null
  const { root } = project.config
  const file = relativeTo(root, moduleId)
  const name = baseName(file) + suffixOf(vitest, project)
  const path = join(root, own.reports, `${RESERVED.test(name) ? `${name}-bench` : name}.md`)
  const shown = relative(vitest.config.root, path)
  return { file, filter: relativeTo(vitest.config.root, moduleId), path, shown, seed: own.seed }
}

/** Names of the index and the gate's pages, and of what a folder shows first. */
const RESERVED = /^(index|readme|gate|gate-comment)$/i

const relativeTo = (root: string, path: string): string => relative(root, path).split(sep).join('/')

/** Projects within one folder may run the same bench file, each with settings of its own. */
function suffixOf({ config }: Vitest, project: TestProject): string {
  const shared = config.projects !== undefined && project.config.root === config.root
  // Vitest's own ending for the half of a project that has its benchmarks
  const name = project.name.replace(/ \(bench\)$/, '')
  return shared && name !== '' ? `-${baseName(name)}` : ''
}
