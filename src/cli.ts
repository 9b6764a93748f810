#!/usr/bin/env node
/** The `lanemark` command: a thin skin over commands/ and gate/. */
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { LanemarkError } from './findings.ts'
import { parseExports, parseGateArguments } from './gate/arguments.ts'
import type { Surroundings } from './gate/arguments.ts'
import { one, refuseWords } from './option-values.ts'
import type { Given } from './option-values.ts'
import { parseSaveArguments, parseStoredArguments } from './gate/stored/stored-arguments.ts'
import { runStoredGate } from './gate/stored/stored-gate.ts'
import { saveBaseline } from './gate/stored/save.ts'
import { askedFor, helpFor } from './commands/command-line.ts'
import type { CommandName } from './commands/command-line.ts'
import { errorJson } from './commands/compare/answer-json.ts'
import { compareCommand } from './commands/compare/compare-command.ts'
import { parseCompareWords } from './commands/compare/compare-words.ts'
import { doctorCommand } from './commands/doctor/doctor-command.ts'
import { initCommand, initLines } from './commands/init/init-command.ts'
import { parseWorkerWords, startWorker } from './commands/worker/worker-command.ts'
import { errorText, exitCodeOf, USAGE } from './commands/exit-code.ts'
import { deliver, refuseStrangers } from './gate/deliver.ts'
import { explainGate } from './gate/explain-command.ts'
import { runGate } from './gate/gate.ts'
import { gateProgress } from './system/progress.ts'
import type { GateProgress } from './system/progress.ts'
import { Interrupted, untilInterrupted } from './system/signals.ts'
import { baselineLines } from './gate/page/saved.ts'
import { gateLines } from './gate/page/terminal.ts'
import type { AnyGateReport } from './gate/model/stored-record.ts'

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

const RUN: Record<CommandName, Run> = { compare, init, doctor, gate, baseline, worker }

const surroundings = (): Surroundings => ({
  root: process.cwd(),
  environment: process.env,
  fresh: () => Math.floor(Math.random() * 2 ** 31),
})

const print = (line: string): void => void process.stdout.write(`${line}\n`)

async function gate(filters: readonly string[], given: Given): Promise<number> {
  const name = one(given, 'explain')
  if (name !== undefined) {
    const reports = one(given, 'reports') ?? 'reports'
    for (const line of await explainGate({ root: process.cwd(), reports, name })) print(line)
    return 0
  }
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

/** As JSON, an error takes the place of the answer. */
async function compare(words: readonly string[], given: Given): Promise<number> {
  try {
    const settings = parseCompareWords(words, given, surroundings())
    for (const line of await compareCommand(settings, process.stdout)) print(line)
    return 0
  } catch (error) {
    if (given['json'] !== true || !(error instanceof LanemarkError)) throw error
    print(errorJson(error))
    return exitCodeOf(error)
  }
}

async function init(words: readonly string[], given: Given): Promise<number> {
  const steps = await initCommand(process.cwd(), words, given)
  for (const line of initLines(steps)) print(line)
  return steps.some(({ state }) => state === 'by hand') ? 1 : 0
}

async function doctor(words: readonly string[]): Promise<number> {
  refuseWords('doctor', words)
  const { lines, able } = await doctorCommand(process.stdout)
  for (const line of lines) print(line)
  return able ? 0 : 1
}

/** Runs until it is told to leave; it ends what it has begun before. */
async function worker(words: readonly string[], given: Given): Promise<number> {
  const settings = parseWorkerWords(words, given, process.cwd())
  const { greeting, lost, stop } = await startWorker(settings, (line) =>
    print(`lanemark worker: ${line}`),
  )
  print(`lanemark worker: ${greeting}`)
  const reason = await Promise.race([lost, signalled()])
  print('lanemark worker: leaving, as soon as what is under way is done')
  await stop()
  if (reason !== undefined) throw reason
  return 0
}

const signalled = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve())
  })

function tellError(error: unknown): number {
  process.stderr.write(
    `lanemark: ${error instanceof Interrupted ? error.message : errorText(error)}\n`,
  )
  return error instanceof Interrupted ? error.exitCode : exitCodeOf(error)
}

process.exitCode = await main(process.argv.slice(2)).catch(tellError)
