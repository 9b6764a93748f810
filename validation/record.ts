/**
 * Records real blocks of the gate, after `npm run build`:
 *
 * `node validation/record.ts --minutes 40 [--name gate]` goes on with the recording of that
 * name, one line a block, and compresses it at the end. `--compress` only compresses what an
 * interrupted one left.
 */
import { existsSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { LanemarkError } from '../src/findings.ts'
import { Interrupted, untilInterrupted } from '../src/system/signals.ts'
import { steadyHere } from '../src/gate/machine/steady.ts'
import { environment } from '../src/system/environment.ts'
import { RECORDING_SCHEMA } from './model.ts'
import type { RecordingHead } from './model.ts'
import { defaultPace, record } from './recorder.ts'
import {
  appendBlock,
  compressRecording,
  expandRecording,
  keptPath,
  readRecording,
  startRecording,
} from './recordings.ts'

/** Wrong use, told without a stack. */
class UsageError extends Error {
  override readonly name: string = 'UsageError'
}

const folder = fileURLToPath(new URL('recordings/', import.meta.url))
const built = new URL('../dist/index.js', import.meta.url)

const say = (text: string): void => void process.stderr.write(`record: ${text}\n`)

function parsed(args: string[]) {
  try {
    const options = {
      minutes: { type: 'string' },
      name: { type: 'string', default: 'gate' },
      compress: { type: 'boolean', default: false },
    } as const
    return parseArgs({ args, options }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

interface Asked {
  /** Null: only compress. */
  minutes: number | null
  path: string
}

function asked(words: string[]): Asked {
  const values = parsed(words)
  if (!/^[a-z\d-]+$/.test(values.name)) {
    throw new UsageError(`--name takes small letters, digits and dashes, got "${values.name}"`)
  }
  const path = `${folder}${values.name}.jsonl`
  if (values.compress) return { minutes: null, path }
  const minutes = Number(values.minutes)
  if (minutes > 0 && minutes <= 24 * 60) return { minutes, path }
  throw new UsageError('--minutes takes how long to record, at most a day; or give --compress')
}

function headHere(): RecordingHead {
  const { version } = createRequire(import.meta.url)('vitest/package.json') as { version: string }
  return {
    schema: RECORDING_SCHEMA,
    environment: environment(version, new Date()),
    steady: steadyHere(),
    pace: defaultPace(),
  }
}

/** @returns how many blocks there are already */
function open(path: string): number {
  mkdirSync(folder, { recursive: true })
  const head = headHere()
  if (!existsSync(path)) {
    if (existsSync(keptPath(path))) expandRecording(path)
    else startRecording(path, head)
  }
  const recording = readRecording(path)
  if (origin(recording) !== origin(head)) {
    throw new UsageError(`${path} is of another machine, software or pace; give another --name`)
  }
  return recording.blocks.length
}

/** What all blocks of a recording have in common. */
const origin = ({ environment: on, steady, pace }: RecordingHead): string =>
  JSON.stringify([{ ...on, date: null }, steady, pace])

async function main(words: string[]): Promise<void> {
  const { minutes, path } = asked(words)
  if (minutes !== null) {
    if (!existsSync(built)) throw new UsageError('run `npm run build` first')
    const recorded = open(path)
    if (recorded > 0) say(`going on after ${recorded} blocks`)
    const keep = appendBlock.bind(null, path)
    await untilInterrupted((signal) =>
      record({ duration: minutes * 60_000, recorded, keep, progress: say, signal }),
    )
  }
  if (!existsSync(path)) throw new UsageError(`there is no ${path} to compress`)
  compressRecording(path)
  say(`${readRecording(keptPath(path)).blocks.length} blocks in ${keptPath(path)}`)
}

function exitCodeOf(error: unknown): number {
  const known =
    error instanceof Interrupted || error instanceof LanemarkError || error instanceof UsageError
  say(
    known ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error),
  )
  return error instanceof Interrupted ? error.exitCode : 1
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  process.exitCode = exitCodeOf(error)
}
