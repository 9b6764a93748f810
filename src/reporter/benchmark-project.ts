/** What a project of benchmarks gets: the provider, no limit for a whole test, and its settings. */
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import type { ResolvedPlugin } from '../options.ts'
import type { Refused } from './refusals.ts'

const provider = fileURLToPath(
  new URL(`../measure/provider${extname(import.meta.url)}`, import.meta.url),
)

/** Vitest's minimum for tests of a benchmark project; from there on it is the user's own choice. */
const VITEST_TIMEOUT = 60_000

export function configure(project: TestProject, settings: ResolvedPlugin): void {
  const { config } = project
  config.benchmark.provider ??= provider
  // every measurement has a limit of its own; a test's would cut reports in half
  if ((project.vite.config.test?.testTimeout ?? 0) < VITEST_TIMEOUT) config.testTimeout = 0
  provide(project, settings, {})
}

/** @param refused bench files that must not be measured, by their paths */
export function provide(project: TestProject, settings: ResolvedPlugin, refused: Refused): void {
  const { seed, acknowledge, bytes } = settings
  const { root, pool } = project.config
  project.provide('lanemark', { seed, root, pool, acknowledge, bytes, refused })
}
