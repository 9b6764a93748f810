/** The log of live jobs: one JSON line a job, only ever added to. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { parse } from '../../src/json/read.ts'
import { LIVE_SCHEMA, LiveJobSchema } from './model.ts'
import type { LiveJob } from './model.ts'

export const readLog = (path: string): LiveJob[] =>
  existsSync(path) ? parseLog(readFileSync(path, 'utf8')) : []

/** @throws {Error} naming the line that is not a job, and why */
export function parseLog(text: string): LiveJob[] {
  const lines = text.split('\n')
  return lines.flatMap((line, index) => (line === '' ? [] : [parseLine(line, index + 1)]))
}

function parseLine(line: string, number: number): LiveJob {
  const found = parse(LiveJobSchema, line, LIVE_SCHEMA)
  if (found.state === 'fits') return found.value
  const { reason, cause } = found
  throw new Error(`line ${number} of the log is not a job: ${reason}`, { cause })
}

export const appendJob = (path: string, job: LiveJob): void =>
  appendFileSync(path, `${JSON.stringify(job)}\n`)

/** Each budget has its own count, so that each has all sizes on all functions alike. */
export const nextJob = (jobs: readonly LiveJob[], budget: number): number =>
  1 + Math.max(-1, ...jobs.filter((own) => own.budget === budget).map(({ job }) => job))
