/** What vitest.config.ts imports: the plugin. It touches benchmark projects and nothing else. */
import type { Plugin } from 'vitest/config'
import type { TestProject, Vitest } from 'vitest/node'
import { gateAddress } from './gate/arms/line.ts'
import { resolvePlugin } from './options.ts'
import type { PluginOptions, ResolvedPlugin } from './options.ts'
import { configure, provide } from './reporter/benchmark-project.ts'
import { liveLine } from './reporter/live.ts'
import { kernelWatch } from './reporter/kernel-watch.ts'
import type { Settings } from './reporter/pages.ts'
import type { Refused } from './reporter/refusals.ts'
import { reporter } from './reporter/reporter.ts'

export type { PluginOptions } from './options.ts'

/** What the plugin was told in each project, for the one reporter of a Vitest with its configuration. */
const reporting = new WeakMap<Vitest['config'], Map<TestProject, ResolvedPlugin>>()

/**
 * Benchmarks that take turns, comparisons of modes, and reports.
 *
 * @throws {LanemarkError} `option-invalid`
 */
export function lanemark(options: PluginOptions = {}): Plugin {
  const settings = resolvePlugin(options, process.env)
  return {
    name: 'lanemark',
    configureVitest({ vitest, project }) {
      if (!project.config.benchmark.enabled) return
      configure(project, settings)
      // an arm of the gate reports to the gate
      if (gateAddress() !== null) return
      const known = reporting.get(vitest.config)
      const projects = known ?? new Map<TestProject, ResolvedPlugin>()
      projects.set(project, settings)
      if (known !== undefined) return
      reporting.set(vitest.config, projects)
      addReporter(vitest, projects)
    },
  }
}

function addReporter(vitest: Vitest, settings: Settings): void {
  const { reporters } = vitest.config
  const live = liveLine(vitest.logger.outputStream)
  // Vitest's own summary redraws the end of the screen, and so does the live line
  const others = reporters.map((entry) =>
    Array.isArray(entry) && entry[0] === 'default'
      ? (['default', { ...entry[1], summary: false }] as const)
      : entry,
  )
  const refuse = (project: TestProject, refused: Refused): void => {
    const own = settings.get(project)
    if (own !== undefined) provide(project, own, refused)
  }
  const own = reporter({ settings, live, watch: kernelWatch(vitest), refuse })
  vitest.config.reporters = [live.clearing, ...others, own] as typeof reporters
}
