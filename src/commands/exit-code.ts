/** What a command's error means for whoever runs it. Pure. */
import { LanemarkError } from '../findings.ts'
import type { Finding } from '../findings.ts'

export const USAGE = 2
export const FAILED = 3

/** Where the measured code is to blame, not the way the command was called. */
const THEIRS = new Set<Finding['code']>([
  'side-failed',
  'setup-failed',
  'install-failed',
  'baseline-failed',
  'task-threw',
  'task-timeout',
  'worker-died',
  'worker-unstartable',
  'server-unreachable',
  'late-error',
  'inputs-threw',
  'input-changed',
  'cannot-cross',
  'results-differ',
  'results-hidden',
])

/** An option that there is not, or a value that is missing: `parseArgs` says so in words. */
const isUsage = (error: unknown): boolean =>
  error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')

export function exitCodeOf(error: unknown): number {
  if (error instanceof LanemarkError) return THEIRS.has(error.code) ? FAILED : USAGE
  return isUsage(error) ? USAGE : FAILED
}

/** An error that says what to do stands for itself; any other one is told with its place. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof LanemarkError) return [error.message, ...framesOf(error)].join('\n')
  return isUsage(error) ? error.message : (error.stack ?? error.message)
}

/** Where a kernel threw. */
function framesOf({ code, cause }: LanemarkError): string[] {
  if (code !== 'task-threw' || !(cause instanceof Error)) return []
  return (cause.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
}
