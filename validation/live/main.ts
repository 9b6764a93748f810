/**
 * Runs the gate for real on functions whose slowdowns are known, after `npm run build`:
 *
 * `node validation/live/main.ts [--jobs 1] [--budget 5m]` runs so many jobs one after another, adds
 * each to `validation/live/log.jsonl`, and writes `reports/gate-live.md`; `--page` only writes it.
 */
import { randomInt } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { LanemarkError } from '../../src/findings.ts'
import { parseDuration } from '../../src/option-values.ts'
import { writeOwn } from '../../src/system/files.ts'
import { Interrupted, untilInterrupted } from '../../src/system/signals.ts'
import type { Replay } from './beside-replay.ts'
import { runJob } from './job.ts'
import { appendJob, nextJob, readLog } from './log.ts'
import type { LiveJob } from './model.ts'
import { liveMarkdown } from './page.ts'

const USAGE = 2

/** Wrong use, told without a stack. */
class UsageError extends Error {
  override readonly name: string = 'UsageError'
}

const root = fileURLToPath(new URL('../../', import.meta.url))
const log = join(root, 'validation/live/log.jsonl')
const page = join(root, 'reports/gate-live.md')

const say = (text: string): void => void process.stderr.write(`live: ${text}\n`)

interface Asked {
  /** 0: only the page. */
  jobs: number
  /** Ms. */
  budget: number
}

function asked(words: string[]): Asked {
  const values = parsed(words)
  const jobs = Number(values.jobs)
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > 1e4) {
    throw new UsageError(`--jobs takes a whole number from 1 to 10000, got "${values.jobs}"`)
  }
  return { jobs: values.page ? 0 : jobs, budget: parseDuration(values.budget) }
}

function parsed(args: string[]) {
  try {
    const options = {
      jobs: { type: 'string', default: '1' },
      budget: { type: 'string', default: '5m' },
      page: { type: 'boolean', default: false },
    } as const
    return parseArgs({ args, options }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

async function run({ jobs, budget }: Asked, signal: AbortSignal): Promise<void> {
  if (!existsSync(join(root, 'dist/cli.js'))) throw new UsageError('run `npm run build` first')
  for (let done = 0; done < jobs; done += 1) {
    const number = nextJob(readLog(log), budget)
    say(`job ${done + 1} of ${jobs}`)
    const job = await runJob(number, { budget, seed: randomInt(2 ** 31) }, signal)
    appendJob(log, job)
    say(summary(job))
  }
}

function summary({ exitCode, seconds, functions }: LiveJob): string {
  const slower = functions.filter(({ more }) => more > 0)
  const caught = slower.filter(({ verdict }) => verdict === 'regression').length
  return `exit code ${exitCode} after ${seconds} s, ${caught} of ${slower.length} slowdowns failed`
}

async function writePage(): Promise<void> {
  const replay = JSON.parse(
    readFileSync(join(root, 'reports/gate-validation.json'), 'utf8'),
  ) as Replay
  await writeOwn(page, liveMarkdown(readLog(log), replay))
  say(`the page is ${relative(process.cwd(), page)}`)
}

function exitCodeOf(error: unknown): number {
  const known =
    error instanceof Interrupted || error instanceof LanemarkError || error instanceof UsageError
  say(
    known ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error),
  )
  if (error instanceof Interrupted) return error.exitCode
  return error instanceof UsageError ? USAGE : 1
}

try {
  const wanted = asked(process.argv.slice(2))
  if (wanted.jobs > 0) await untilInterrupted((signal) => run(wanted, signal))
  await writePage()
} catch (error) {
  process.exitCode = exitCodeOf(error)
}
