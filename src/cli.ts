#!/usr/bin/env node
/** The `lanemark` command: a thin skin over gate/ and report/. */
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { cac } from 'cac'
import type { CAC } from 'cac'
import { LanemarkError } from './findings.ts'
import type { Finding } from './findings.ts'
import { parseExports, parseGateArguments } from './gate/arguments.ts'
import type { Given, Surroundings } from './gate/arguments.ts'
import { parseSaveArguments, parseStoredArguments } from './gate/stored/stored-arguments.ts'
import { runStoredGate } from './gate/stored/stored-gate.ts'
import { saveBaseline } from './gate/stored/save.ts'
import { deliver, refuseStrangers } from './gate/deliver.ts'
import { runGate } from './gate/gate.ts'
import { gateProgress } from './system/progress.ts'
import type { GateProgress } from './system/progress.ts'
import { Interrupted, untilInterrupted } from './system/signals.ts'
import { joinValues, plainValues } from './gate/option-words.ts'
import { baselineLines } from './gate/page/saved.ts'
import { gateLines } from './gate/page/terminal.ts'
import type { AnyGateReport } from './gate/model/stored-record.ts'

/** Exit codes beside the gate's own 0, 1, 3 and 4. */
const USAGE = 2
const BENCHMARKS_FAILED = 3

const VALUES = [
  'base',
  'baseline',
  'output',
  'budget',
  'margin',
  'alpha',
  'seed',
  'acknowledge',
  'setup',
  'reports',
  'export-gab',
  'export-bmf',
  'export-gitlab',
]

const { version } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
) as { version: string }

function commands(): CAC {
  const cli = cac('lanemark')
  cli
    .command('gate [...filters]', 'Compare the working tree with a base; fail when it is slower')
    .option('--base <ref>', 'Commit, branch or tag to compare with')
    .option('--baseline <file>', 'A stored baseline instead, where the base cannot be built here')
    .option('--budget <time>', 'Time for measuring, such as 90s, 5m or 1h (default: 5m)')
    .option('--margin <percent>', 'Slowdowns up to this are let pass (default: 1%)')
    .option('--alpha <percent>', 'Chance of any false alarm in the job (default: 1%)')
    .option('--strict', 'Fail with 4 when something could not be decided')
    .option('--seed <n>', 'Draw the same orders again')
    .option('--acknowledge <name>', 'Let a known slowdown pass, visibly; may be given again')
    .option('--setup <command>', 'Run in base and head before measuring, such as a build')
    .option('--reports <folder>', 'Where gate.md and gate.json go (default: reports)')
    .option('--export-gab <file>', 'Write customSmallerIsBetter for github-action-benchmark')
    .option('--export-bmf <file>', 'Write Bencher Metric Format')
    .option('--export-gitlab <file>', "Write GitLab's code quality report")
    .example('  lanemark gate --base origin/main')
    .example(
      '  lanemark gate --base HEAD~1 bench/parse.bench.ts     only these files, as for vitest bench',
    )
    .example(
      '  lanemark gate --base v2.0.0 --budget 15m --strict    more time, and no "inconclusive"',
    )
    .example(
      '  lanemark gate --base main --setup "npm run build"    where benchmarks import built files',
    )
    .example('  lanemark gate --base main --acknowledge "parse > deep"')
    .example('  lanemark gate --baseline reports/baseline.json')
    .action(() => undefined)
  cli
    .command(
      'baseline <save> [...filters]',
      'Measure the working tree and store it for later gates',
    )
    .option('--output <file>', 'The file to write (default: reports/baseline.json)')
    .option('--budget <time>', 'Time for measuring, such as 90s, 5m or 1h (default: 5m)')
    .option('--seed <n>', 'Draw the same orders again')
    .option('--setup <command>', 'Run before measuring, such as a build')
    .example('  lanemark baseline save --output main.json --budget 10m')
    .action(() => undefined)
  cli.help((sections) => [...sections, { title: 'Exit codes', body: EXIT_CODES }])
  cli.version(version)
  return cli
}

const EXIT_CODES = `  0  no regression
  1  a regression: slower than the base by more than the margin
  2  wrong usage or configuration
  3  the benchmarks themselves failed
  4  inconclusive, under --strict`

async function main(words: readonly string[]): Promise<number> {
  const cli = commands()
  const { args, options } = cli.parse(
    [process.execPath, 'lanemark', ...joinValues(words, VALUES)],
    { run: false },
  )
  if (options['help'] === true || options['version'] === true) return 0
  const run = RUN[cli.matchedCommandName ?? '']
  if (run === undefined) {
    cli.outputHelp()
    return words.length === 0 ? 0 : USAGE
  }
  cli.matchedCommand?.checkUnknownOptions()
  const { '--': rest = [], ...given } = options as Record<string, unknown>
  return await run([...args, ...(rest as string[])], plainValues(given))
}

type Run = (words: readonly string[], given: Given) => Promise<number>

const RUN: Partial<Record<string, Run>> = { gate, baseline }

const surroundings = (): Surroundings => ({
  root: process.cwd(),
  environment: process.env,
  fresh: () => Math.floor(Math.random() * 2 ** 31),
})

const print = (line: string): void => void process.stdout.write(`${line}\n`)

async function gate(filters: readonly string[], given: Given): Promise<number> {
  const exports = parseExports(given)
  const progress = gateProgress(process.stderr)
  const { settings, start } = gateAsked(filters, given, progress)
  await refuseStrangers(settings)
  progress.say(`seed ${settings.seed}`)
  const report = await untilInterrupted<AnyGateReport>(start)
  const { root, reports } = settings
  const path = await deliver(report, { root, reports, exports, environment: process.env, print })
  for (const line of gateLines(report, relative(root, path))) print(line)
  return report.outcome.exitCode
}

/** Against a base that is measured beside head, or against a stored one. */
function gateAsked(filters: readonly string[], given: Given, progress: GateProgress) {
  if (given['baseline'] === undefined) {
    const settings = parseGateArguments(filters, given, surroundings())
    return { settings, start: (signal: AbortSignal) => runGate(settings, progress, signal) }
  }
  const settings = parseStoredArguments(filters, given, surroundings())
  return { settings, start: (signal: AbortSignal) => runStoredGate(settings, progress, signal) }
}

async function baseline(words: readonly string[], given: Given): Promise<number> {
  const settings = parseSaveArguments(words, given, surroundings())
  const progress = gateProgress(process.stderr, 'lanemark baseline')
  progress.say(`seed ${settings.seed}`)
  const saved = await untilInterrupted((signal) => saveBaseline(settings, progress, signal))
  for (const line of baselineLines(saved.baseline, relative(settings.root, saved.path))) print(line)
  return 0
}

/** Where the benchmarks' own code is to blame, not the way the gate was called. */
const THEIRS = new Set<Finding['code']>([
  'side-failed',
  'setup-failed',
  'install-failed',
  'baseline-failed',
])

function exitCodeOf(error: unknown): number {
  if (error instanceof Interrupted) return error.exitCode
  const known = error instanceof LanemarkError || (error as Error)?.name === 'CACError'
  const text = error instanceof Error ? (known ? error.message : error.stack) : String(error)
  process.stderr.write(`lanemark: ${text}\n`)
  if (!known) return BENCHMARKS_FAILED
  return error instanceof LanemarkError && THEIRS.has(error.code) ? BENCHMARKS_FAILED : USAGE
}

process.exitCode = await main(process.argv.slice(2)).catch(exitCodeOf)
