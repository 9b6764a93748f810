/**
 * Errors as data: a code with its facts. `message()` is the one place that turns them into text, and
 * every text says what happened, where, and what to do.
 */
import type { Mode } from './model.ts'

export type Finding =
  | { code: 'option-invalid'; option: string; got: string; allowed: string }
  | { code: 'kernel-unreadable'; url: string; reason: string }
  | { code: 'kernel-missing-export'; url: string; name: string; exports: string[] }
  | { code: 'kernel-not-function'; url: string; name: string; type: string }
  | { code: 'kernel-async-generator'; url: string; name: string }
  | { code: 'no-inputs' }
  | { code: 'task-threw'; mode: Mode; index: number; input: string; error: string }
  | {
      code: 'worker-died'
      mode: Mode
      index: number
      input: string
      exitCode: number | null
      signal: string | null
      reason: string | null
    }
  | { code: 'worker-unstartable'; mode: Mode; reason: string }
  | { code: 'late-error'; mode: Mode; index: number; input: string; error: string }
  | { code: 'inputs-threw'; mode: Mode; index: number; error: string }
  | { code: 'cost-unusable'; index: number; input: string; reason: string }
  | { code: 'task-timeout'; mode: Mode; index: number; input: string; timeout: number }
  | {
      code: 'cannot-cross'
      mode: Mode
      what: 'input' | 'result' | 'context'
      index: number
      type: string
      path: string
      works: Mode[]
    }
  | { code: 'closed'; mode: Mode }
  | {
      code: 'results-differ'
      mode: string
      index: number
      input: string
      path: string
      expected: string
      actual: string
      again: boolean
    }
  | { code: 'no-plugin' }
  | { code: 'call-timeout'; name: string; timeout: number }
  | { code: 'report-unwritable'; path: string; reason: string }
  | { code: 'report-unreadable'; path: string; reason: string }
  | { code: 'git-failed'; command: string; reason: string }
  | { code: 'base-missing'; ref: string; shallow: boolean }
  | { code: 'gate-running'; pid: number; folder: string }
  | { code: 'install-failed'; command: string; reason: string }
  | { code: 'setup-failed'; command: string; side: string; reason: string }
  | { code: 'side-failed'; side: string; reason: string }
  | { code: 'no-benchmarks'; filters: string[] }
  | { code: 'gate-unreadable'; path: string; reason: string }
  | { code: 'baseline-unreadable'; path: string; reason: string }
  | { code: 'baseline-foreign'; path: string; differences: string }
  | { code: 'baseline-failed'; failures: { id: string; error: string }[] }

/** Everything lanemark itself throws. `finding` is the fact; `message` is made from it. */
export class LanemarkError extends Error {
  override readonly name: string = 'LanemarkError'
  readonly code: Finding['code']
  readonly finding: Finding

  constructor(finding: Finding, options?: ErrorOptions) {
    super(message(finding), options)
    this.code = finding.code
    this.finding = finding
  }
}

const list = (words: readonly string[]): string =>
  words.length === 0 ? 'none' : words.map((word) => `\`${word}\``).join(', ')

function death(finding: Extract<Finding, { code: 'worker-died' }>): string {
  const how =
    finding.signal === null ? `exit code ${finding.exitCode ?? 'unknown'}` : finding.signal
  return finding.reason === null ? how : `${how}: ${finding.reason}`
}

/** The text of a finding. */
export function message(finding: Finding): string {
  switch (finding.code) {
    case 'option-invalid':
      return `option \`${finding.option}\` is ${finding.got}; allowed: ${finding.allowed}`
    case 'kernel-unreadable':
      return `the kernel's module ${finding.url} cannot be loaded: ${finding.reason}`
    case 'kernel-missing-export':
      return `the kernel's module ${finding.url} has no export \`${finding.name}\`; it exports ${list(finding.exports)}`
    case 'kernel-not-function':
      return `the export \`${finding.name}\` of ${finding.url} is ${finding.type}; a kernel is a function, an async function or a generator function`
    case 'kernel-async-generator':
      return `the export \`${finding.name}\` of ${finding.url} is an async generator function; a kernel is a function, an async function or a generator function`
    case 'no-inputs':
      return 'there are no inputs; give an array of at least one'
    case 'task-threw':
      return `the kernel threw in mode ${finding.mode} on input ${finding.index} (${finding.input}): ${finding.error}`
    case 'worker-died':
      return `the worker died in mode ${finding.mode} on input ${finding.index} (${finding.input}): ${death(finding)}; a kernel must not end its process, and one that runs out of memory needs smaller inputs or a larger \`heap\``
    case 'worker-unstartable':
      return `a worker of mode ${finding.mode} did not start: ${finding.reason}`
    case 'late-error':
      return `an error that nobody awaited came during or after input ${finding.index} (${finding.input}) in mode ${finding.mode}: ${finding.error}; a kernel must await what it starts, timers and callbacks included`
    case 'inputs-threw':
      return `the inputs ended with an error in place of input ${finding.index} (mode ${finding.mode}): ${finding.error}`
    case 'cost-unusable':
      return `\`cost\` gave no number for input ${finding.index} (${finding.input}): ${finding.reason}; it must return a finite number for every input`
    case 'task-timeout':
      return `the kernel did not end within ${finding.timeout} ms in mode ${finding.mode} on input ${finding.index} (${finding.input}); raise \`timeout\` if it needs longer`
    case 'cannot-cross':
      return `the ${finding.what}${finding.what === 'context' ? '' : ` of index ${finding.index}`} has a ${finding.type} at ${finding.path}, which cannot cross to mode ${finding.mode}; it would work in ${list(finding.works)}`
    case 'closed':
      return `this executor (${finding.mode}) is closed; make a new one`
    case 'results-differ':
      return `${finding.again ? 'a second call' : `mode ${finding.mode}`} gave another result than serial on input ${finding.index} (${finding.input}): at ${finding.path} serial has ${finding.expected}, ${finding.mode} has ${finding.actual}; a kernel must depend on its input alone (use \`equals\` for tolerances)`
    case 'no-plugin':
      return "lanemark's benchmark provider is not active; add `plugins: [lanemark()]` from 'lanemark/vitest' to vitest.config.ts and run `vitest bench`"
    case 'call-timeout':
      return `a call of the benchmark \`${finding.name}\` did not end within ${finding.timeout} ms; make its work smaller, or set \`testTimeout\` to end it sooner`
    case 'report-unwritable':
      return `the report cannot be written to ${finding.path}: ${finding.reason}`
    case 'report-unreadable':
      return `${finding.path} is not a report of lanemark: ${finding.reason}`
    case 'git-failed':
      return `${finding.command} failed: ${finding.reason}; the gate needs git and runs inside a repository`
    case 'base-missing':
      return `there is no commit ${finding.ref} here${finding.shallow ? '; this is a shallow clone, so fetch the base first: `git fetch --no-tags --depth=1 origin <branch>:refs/remotes/origin/<branch>`, or with actions/checkout `fetch-depth: 0`' : '; `git fetch origin` brings remote branches, and `git branch --all` lists what there is'}`
    case 'gate-running':
      return `another gate (process ${finding.pid}) runs in this checkout; wait for it, or use another checkout. If no such process is left, remove ${finding.folder}`
    case 'install-failed':
      return `the lockfiles of base and head differ, and the base's packages could not be installed with \`${finding.command}\`: ${finding.reason}`
    case 'setup-failed':
      return `the set-up command \`${finding.command}\` failed on ${finding.side}: ${finding.reason}`
    case 'side-failed':
      return `Vitest did not start on ${finding.side}: ${finding.reason}; \`npx vitest bench --run\` shows more`
    case 'no-benchmarks':
      return `\`vitest bench\` finds no benchmarks on head${finding.filters.length === 0 ? '' : ` that match ${list(finding.filters)}`}; bench files are named like sum.bench.ts unless \`benchmark.include\` says otherwise`
    case 'gate-unreadable':
      return `${finding.path} is not a record of lanemark's gate: ${finding.reason}`
    case 'baseline-unreadable':
      return `${finding.path} is not a baseline that can be used: ${finding.reason}; \`lanemark baseline save\` makes one`
    case 'baseline-foreign':
      return `nothing can be compared with ${finding.path}: it comes from another machine or version (${finding.differences}), where times never compare, and there is no speedup that does; save a baseline here, or compare in one job with \`--base\``
    case 'baseline-failed':
      return `no baseline was written, for benchmarks failed: ${finding.failures.map(({ id, error }) => `${id}: ${error}`).join('; ')}`
  }
}
