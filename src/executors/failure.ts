/** What went wrong with one task, as an error that says which. */
import { describe, errorLine } from '../text/describe.ts'
import { LanemarkError } from '../findings.ts'
import type { Lost } from '../findings.ts'
import type { Mode } from '../model.ts'
import { Overrun } from '../worker/watch.ts'

export interface Place {
  mode: Mode
  index: number
  input: unknown
}

/** @param lost what may be why: the kernel got something else than the caller sent */
export function threw(error: unknown, at: Place, lost: Lost | null = null): LanemarkError {
  const finding = { code: 'task-threw', ...named(at), error: errorLine(error), lost } as const
  return new LanemarkError(finding, { cause: error })
}

export const overran = (timeout: number, at: Place): LanemarkError =>
  new LanemarkError({ code: 'task-timeout', ...named(at), timeout })

export function late(error: unknown, at: Place): LanemarkError {
  const finding = { code: 'late-error', ...named(at), error: errorLine(error) } as const
  return new LanemarkError(finding, { cause: error })
}

/** A task's failure on the caller's own thread. */
export const localFailure = (error: unknown, timeout: number | undefined, at: Place): unknown =>
  error instanceof Overrun ? overran(timeout ?? 0, at) : threw(error, at)

const named = ({ mode, index, input }: Place) => ({ mode, index, input: describe(input) })

/** How a worker ended. */
export interface Exit {
  exitCode: number | null
  signal: string | null
  /** What the worker itself said, one line; null where there is nothing but the exit. */
  reason: string | null
  cause: unknown
}

export function died({ exitCode, signal, reason, cause }: Exit, at: Place): LanemarkError {
  const finding = { code: 'worker-died', ...named(at), exitCode, signal, reason } as const
  return new LanemarkError(finding, { cause })
}

/** A thread tells; a process that ran out of memory is one that crashed. */
export const ranOutOfMemory = ({ cause }: Exit): boolean =>
  (cause as NodeJS.ErrnoException | null)?.code === 'ERR_WORKER_OUT_OF_MEMORY'

export function howItEnded({ exitCode, signal, reason }: Exit): string {
  const how = signal ?? `exit code ${exitCode ?? 'unknown'}`
  return reason === null ? how : `${how}: ${reason}`
}
