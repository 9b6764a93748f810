#!/usr/bin/env node
/** The `lanemark` command: a thin skin over gate/ and report/. */
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { LanemarkError } from './findings.ts'
import type { Finding } from './findings.ts'
import { parseExports, parseGateArguments } from './gate/arguments.ts'
import type { Surroundings } from './gate/arguments.ts'
import type { Given } from './gate/option-values.ts'
import { parseSaveArguments, parseStoredArguments } from './gate/stored/stored-arguments.ts'
import { runStoredGate } from './gate/stored/stored-gate.ts'
import { saveBaseline } from './gate/stored/save.ts'
import { askedFor, helpFor } from './gate/command-line.ts'
import type { CommandName } from './gate/command-line.ts'
import { deliver, refuseStrangers } from './gate/deliver.ts'
import { runGate } from './gate/gate.ts'
import { gateProgress } from './system/progress.ts'
import type { GateProgress } from './system/progress.ts'
import { Interrupted, untilInterrupted } from './system/signals.ts'
import { baselineLines } from './gate/page/saved.ts'
import { gateLines } from './gate/page/terminal.ts'
import type { AnyGateReport } from './gate/model/stored-record.ts'

/** Exit codes beside the gate's own 0, 1, 3, 4 and 5. */
const USAGE = 2
const BENCHMARKS_FAILED = 3

const { version } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
) as { version: string }

async function main(words: readonly string[]): Promise<number> {
  const asked = askedFor(words)
  switch (asked.kind) {
    case 'run':
      return await RUN[asked.command](asked.words, asked.given)
    case 'version':
      print(`lanemark/${version} ${process.platform}-${process.arch} node-${process.version}`)
      return 0
    case 'help':
      print(helpFor(asked.command, version))
      return 0
    case 'unknown':
      process.stderr.write(`lanemark: there is no command ${asked.command}\n\n`)
      print(helpFor(null, version))
      return USAGE
  }
}

type Run = (words: readonly string[], given: Given) => Promise<number>

const RUN: Record<CommandName, Run> = { gate, baseline }

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

/** An option that there is not, or a value that is missing: `parseArgs` says so in words. */
const isUsage = (error: unknown): boolean =>
  error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')

function exitCodeOf(error: unknown): number {
  if (error instanceof Interrupted) return error.exitCode
  const known = error instanceof LanemarkError || isUsage(error)
  const text = error instanceof Error ? (known ? error.message : error.stack) : String(error)
  process.stderr.write(`lanemark: ${text}\n`)
  if (!known) return BENCHMARKS_FAILED
  return error instanceof LanemarkError && THEIRS.has(error.code) ? BENCHMARKS_FAILED : USAGE
}

process.exitCode = await main(process.argv.slice(2)).catch(exitCodeOf)
