/** The run of Vitest that makes a comparison: without a config, and with one bench file of ours. */
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CliOptions, Vitest } from 'vitest/node'
import type { Comparison } from '../../model.ts'
import { resolvePlugin } from '../../options.ts'
import { configure } from '../../reporter/benchmark-project.ts'
import type { LiveLine } from '../../reporter/live.ts'
import { vitestHere } from '../vitest-here.ts'
import type { CompareSettings } from './compare-words.ts'
import { Gathering } from './gathering.ts'

const BENCH = fileURLToPath(new URL(`./asked-bench${extname(import.meta.url)}`, import.meta.url))

export interface Compared {
  comparison: Comparison
  /** Vitest's version. */
  vitest: string
}

/**
 * @throws {LanemarkError} what the comparison ended with, and `vitest-missing`; whatever else went
 * wrong in the run, as it was thrown there
 */
export async function compareAsked(
  settings: CompareSettings,
  live: LiveLine,
  signal: AbortSignal,
): Promise<Compared> {
  const gathering = new Gathering(live)
  const vitest = await start(settings, gathering)
  const cancel = (): void => void vitest.cancelCurrentRun('keyboard-input')
  signal.addEventListener('abort', cancel)
  try {
    const specifications = vitest.projects.map((project) => project.createSpecification(BENCH))
    await vitest.runTestSpecifications(specifications)
    signal.throwIfAborted()
    return { comparison: gathering.outcome(vitest), vitest: vitest.version }
  } finally {
    live.clear()
    signal.removeEventListener('abort', cancel)
    await vitest.close()
  }
}

async function start(
  { root, asked, seed }: CompareSettings,
  gathering: Gathering,
): Promise<Vitest> {
  const { createVitest } = await vitestHere()
  const options = {
    root,
    config: false,
    // what `vitest bench` sets; not part of the options' type
    benchmarkOnly: true,
    run: true,
    watch: false,
    // what Vitest keeps for a next run is of no use here, and the folder may have no place for it
    cache: false,
    fsModuleCache: false,
    fileParallelism: false,
    maxWorkers: 1,
    // as in production: Node loads the kernel, and all around it
    experimental: { viteModuleRunner: false },
    reporters: [gathering],
  }
  // what kernels print stays apart from the answer
  const streams = { stdout: process.stderr, stderr: process.stderr }
  const vitest = await createVitest(options as CliOptions, {}, streams)
  for (const project of vitest.projects) {
    configure(project, resolvePlugin({ seed }, {}))
    project.provide('lanemark:asked', asked)
  }
  return vitest
}
