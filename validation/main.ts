/**
 * Validates the gate, after `npm run build`:
 *
 * `node validation/main.ts [--minutes 40] [--name gate]` records blocks and replays them;
 * `--replay` only replays the recording that is kept; `--jobs n` draws n jobs of unchanged code, and
 * of the others in proportion. Writes `reports/gate-validation.md`, `.json` and the pictures.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { LanemarkError } from '../src/findings.ts'
import { writeOwn } from '../src/system/files.ts'
import { powerPicture } from './page/chart.ts'
import { validationMarkdown } from './page/page.ts'
import { readRecording } from './recordings.ts'
import { CONDITIONS } from './replay/effects.ts'
import { factsOf } from './replay/facts.ts'
import { type Validation, VALIDATION_SCHEMA } from './replay/model.ts'
import { CHECK_SETTINGS, DEFAULT_JOBS, replay, settingsFor } from './replay/replay.ts'

const USAGE = 2

/** Wrong use, told without a stack. */
class UsageError extends Error {
  override readonly name: string = 'UsageError'
}

const root = fileURLToPath(new URL('../', import.meta.url))
const reports = join(root, 'reports')

const say = (text: string): void => void process.stderr.write(`validate: ${text}\n`)

interface Asked {
  /** Null: only replay. */
  minutes: string | null
  name: string
  jobs: number
}

function asked(words: string[]): Asked {
  const { values } = parseArgs({
    args: words,
    options: {
      minutes: { type: 'string', default: '40' },
      name: { type: 'string', default: 'gate' },
      replay: { type: 'boolean', default: false },
      jobs: { type: 'string', default: String(DEFAULT_JOBS) },
    },
  })
  const jobs = Number(values.jobs)
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > 1e6) {
    throw new UsageError(`--jobs takes a whole number from 1 to a million, got "${values.jobs}"`)
  }
  return { minutes: values.replay ? null : values.minutes, name: values.name, jobs }
}

/** @returns the exit code */
async function record(minutes: string, name: string): Promise<number> {
  const recorder = fileURLToPath(new URL('record.ts', import.meta.url))
  const words = [recorder, '--minutes', minutes, '--name', name]
  const child = spawn(process.execPath, words, { stdio: 'inherit' })
  const [code] = (await once(child, 'exit')) as [number | null]
  return code ?? 1
}

async function validate(path: string, jobs: number): Promise<void> {
  if (!existsSync(path)) {
    throw new UsageError(`there is no ${relative(root, path)}; record one first: without --replay`)
  }
  const recording = readRecording(path)
  const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex')
  const file = relative(root, path).replaceAll('\\', '/')
  const settings = settingsFor(jobs)
  const { raw: _, ...figures } = replay(recording, CHECK_SETTINGS)
  const validation: Validation = {
    schema: VALIDATION_SCHEMA,
    recording: factsOf(recording, { file, sha256 }),
    settings,
    ...replay(recording, settings, say),
    check: { settings: CHECK_SETTINGS, figures },
  }
  await write(validation)
}

/** What the page refers to first, so that it is never newer than that. */
async function write(validation: Validation): Promise<void> {
  mkdirSync(reports, { recursive: true })
  const json = `${JSON.stringify(validation, null, 1)}\n`
  await writeOwn(join(reports, 'gate-validation.json'), json)
  for (const condition of CONDITIONS) {
    const picture = powerPicture(validation, condition)
    if (picture !== null) await writeOwn(join(reports, picture.file), picture.svg)
  }
  const page = join(reports, 'gate-validation.md')
  await writeOwn(page, validationMarkdown(validation))
  say(`the page is ${relative(process.cwd(), page)}`)
}

async function main(words: string[]): Promise<number> {
  const { minutes, name, jobs } = asked(words)
  if (minutes !== null) {
    const code = await record(minutes, name)
    if (code !== 0) return code
  }
  await validate(join(root, 'validation/recordings', `${name}.jsonl.br`), jobs)
  return 0
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  const known = error instanceof LanemarkError || error instanceof UsageError
  say(
    known ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error),
  )
  process.exitCode = error instanceof UsageError ? USAGE : 1
}
