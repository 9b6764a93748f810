/**
 * Where a failed comparison points: at the line of the bench file that asked for it, and below that
 * at the kernel's own frame. What happened in between is ours and helps nobody else.
 */

/** Folder of this package's modules, built or not. */
const OWN = new URL('..', import.meta.url).href

/** What runs kernels: our modules, the guard against endless loops, and the pool. */
const RUNNERS = [OWN, OWN.replace('file://', ''), 'evalmachine.<anonymous>', '/tinypool/dist/']

const FRAME = /^\s+at /

/** @param caller the function whose callers are the place; call it before anything is awaited */
export function placeOf(caller: (...args: never[]) => unknown): string {
  const here: { stack?: string } = {}
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 50
  Error.captureStackTrace(here, caller)
  Error.stackTraceLimit = stackTraceLimit
  return (here.stack ?? '').split('\n').filter(isForeignFrame).join('\n')
}

/** Lets the error, and what it was caused by, show the frames that matter to a reader. */
export function pointAt(place: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error
  setStack(error, `${headOf(error)}\n${place}`)
  // a cause may be its own cause
  const seen = new Set<unknown>([error])
  for (let { cause } = error; cause instanceof Error && !seen.has(cause); { cause } = cause) {
    seen.add(cause)
    setStack(cause, withoutOurs(cause))
  }
  return error
}

/** Up to the first frame that is ours: below it are only those who called us. */
function withoutOurs(error: Error): string {
  const lines = stackOf(error).split('\n')
  const end = lines.findIndex((line) => FRAME.test(line) && !isForeignFrame(line))
  return (end === -1 ? lines : lines.slice(0, end)).join('\n')
}

const isForeignFrame = (line: string): boolean =>
  FRAME.test(line) && !RUNNERS.some((runner) => line.includes(runner))

/** Somebody may have put there what is no text. */
function stackOf(error: Error): string {
  const stack: unknown = error.stack
  return typeof stack === 'string' ? stack : ''
}

function headOf(error: Error): string {
  const lines = stackOf(error).split('\n')
  const first = lines.findIndex((line) => FRAME.test(line))
  return (first === -1 ? lines : lines.slice(0, first)).join('\n')
}

/** An error may be frozen, or its stack a getter; then it stays as it is. */
function setStack(error: Error, stack: string): void {
  Reflect.defineProperty(error, 'stack', { value: stack, configurable: true, writable: true })
}
