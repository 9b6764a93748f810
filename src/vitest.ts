/** What vitest.config.ts imports: the plugin. It touches benchmark projects and nothing else. */
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vitest/config'
import type { TestProject, Vitest } from 'vitest/node'
import { resolvePlugin } from './options.ts'
import type { PluginOptions, ResolvedPlugin } from './options.ts'
import { liveLine } from './reporter/live.ts'
import { reporter } from './reporter/reporter.ts'

export type { PluginOptions } from './options.ts'

const provider = fileURLToPath(
  new URL(`./measure/provider${extname(import.meta.url)}`, import.meta.url),
)

/**
 * Benchmarks that take turns, comparisons of modes, and reports.
 *
 * @throws {LanemarkError} `option-invalid`
 */
export function lanemark(options: PluginOptions = {}): Plugin {
  const settings = resolvePlugin(options, process.env)
  const reporting = new WeakSet<Vitest>()
  return {
    name: 'lanemark',
    configureVitest({ vitest, project }) {
      if (!project.config.benchmark.enabled) return
      configure(project, settings)
      if (reporting.has(vitest)) return
      reporting.add(vitest)
      const { reporters } = vitest.config
      const live = liveLine(vitest.logger.outputStream)
      // Vitest's own summary redraws the end of the screen, and so does the live line
      const others = reporters.map((entry) =>
        Array.isArray(entry) && entry[0] === 'default'
          ? (['default', { ...entry[1], summary: false }] as const)
          : entry,
      )
      vitest.config.reporters = [
        live.clearing,
        ...others,
        reporter({ ...settings, live }),
      ] as typeof reporters
    },
  }
}

/** Vitest's minimum for tests of a benchmark project; more than that is the user's own choice. */
const VITEST_TIMEOUT = 60_000

function configure(project: TestProject, { seed, acknowledge, bytes }: ResolvedPlugin): void {
  const { config } = project
  config.benchmark.provider ??= provider
  // every measurement has a limit of its own; a test's would cut reports in half
  if (config.testTimeout === VITEST_TIMEOUT) config.testTimeout = 0
  project.provide('lanemark', { seed, root: config.root, acknowledge, bytes })
}
