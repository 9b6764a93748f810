/** What vitest.config.ts imports: the plugin. It touches benchmark projects and nothing else. */
import type { Plugin, ViteUserConfig } from 'vitest/config'
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
    config: watchProjects,
    configureVitest({ vitest, project }) {
      if (!project.config.benchmark.enabled) return
      everywhere[ACTIVE] = true
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

/** Set once a project has the plugin, whichever copy of it that is. */
const ACTIVE = Symbol.for('lanemark.active')
const everywhere = globalThis as { [ACTIVE]?: boolean }

/** Projects do not take over the root's plugins by themselves, and nobody would notice. */
function watchProjects({ test }: ViteUserConfig): void {
  const isBench = (test as { benchmarkOnly?: boolean } | undefined)?.benchmarkOnly === true
  if (!isBench || test?.projects === undefined || gateAddress() !== null) return
  process.once('exit', () => {
    if (everywhere[ACTIVE] !== true) process.stderr.write(`lanemark: ${INACTIVE}\n`)
  })
}

const INACTIVE =
  'the plugin is in the root configuration alone, and none of its `projects` has it; a project in a folder of its own needs it in its own configuration, and an inline one says `extends: true`'

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
