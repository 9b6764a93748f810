/**
 * Errors as data: a code with its facts. `message()` is the one place that turns them into text, and
 * every text says what happened, where, and what to do.
 */
import { withArticle } from './text/describe.ts'
import type { Mode } from './model.ts'

/**
 * Why two results differ: what was found in them, or `elsewhere` where the kernel must have looked at
 * more than its input.
 */
export type Why =
  | 'equals'
  | 'again'
  | 'rounding'
  | 'stack'
  | 'realm'
  | 'functions'
  | 'prototype'
  | 'error'
  | 'last-index'
  | 'symbols'
  | 'properties'
  | 'divided'
  | 'elsewhere'

/** What a value lost when it crossed, see docs/values.md. */
export interface Loss {
  lost: 'class' | 'error' | 'last-index' | 'symbols' | 'properties'
  /** The class of the object that lost it. */
  type: string
  /** Where in the value; empty: the value itself. */
  path: string
}

/** A loss that may be why a task went otherwise in a worker. */
export interface Lost extends Loss {
  what: 'input' | 'context'
}

export type Finding =
  | { code: 'option-invalid'; option: string; got: string; allowed: string }
  | { code: 'kernel-unnamed'; got: string }
  | {
      code: 'kernel-unreadable'
      url: string
      reason: string
      at: string | null
      instead: string | null
    }
  | { code: 'kernel-ambiguous'; url: string; functions: string[] }
  | { code: 'kernel-missing-export'; url: string; name: string; exports: string[] }
  | { code: 'kernel-not-function'; url: string; name: string; type: string }
  | { code: 'kernel-async-generator'; url: string; name: string }
  | { code: 'no-inputs' }
  | { code: 'inputs-unreadable'; what: 'inputs' | 'context'; from: string; reason: string }
  | {
      code: 'task-threw'
      mode: Mode
      index: number
      input: string
      error: string
      /** Null: nothing, or nothing crossed. */
      lost: Lost | null
    }
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
  | {
      code: 'division-failed'
      step: 'split' | 'merge'
      index: number
      input: string
      reason: string
    }
  | { code: 'task-timeout'; mode: Mode; index: number; input: string; timeout: number }
  | {
      code: 'cannot-cross'
      mode: Mode
      what: 'input' | 'result' | 'context'
      index: number
      type: string
      path: string
      /** What a copy would lack, such as `its private field #x`; null: nothing that is known of. */
      lacks: string | null
      works: Mode[]
    }
  | { code: 'not-shareable'; got: string; instead: string }
  | { code: 'packages-missing'; packages: string[] }
  | { code: 'server-unreachable'; servers: string; reason: string }
  | {
      code: 'no-machines'
      servers: string
      group: string
      /** Of the kernel, and the hashes of other files of that name that machines have. */
      file: string
      hash: string
      others: string[]
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
      why: Why
      /** A nearer cause, where `why` is `elsewhere`. */
      lost: Lost | null
    }
  | {
      code: 'results-hidden'
      mode: string
      index: number
      input: string
      type: string
      path: string
      /** What a comparison does not see of it, such as `its private field #x`. */
      lacks: string
    }
  | {
      code: 'input-changed'
      what: 'input' | 'context'
      /** Null: not in the first pass of any mode, but in a later round. */
      mode: string | null
      index: number
      path: string
      before: string
      after: string
    }
  | { code: 'equals-threw'; mode: string; index: number; input: string; error: string }
  | { code: 'equals-undecided'; mode: string; index: number; input: string; got: string }
  | { code: 'no-plugin' }
  /** `found`: its version, where it is too old; null: it is not there. */
  | { code: 'vitest-missing'; found: string | null }
  | { code: 'node-too-old'; found: string; needed: string }
  | { code: 'call-timeout'; name: string; timeout: number }
  | { code: 'not-in-node'; what: 'environment' | 'pool'; name: string }
  | { code: 'report-taken'; path: string }
  | { code: 'report-unwritable'; path: string; reason: string }
  | { code: 'report-unreadable'; path: string; reason: string }
  | { code: 'file-unwritable'; path: string; reason: string }
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

function noMachines({ servers, group, file, hash, others }: NoMachines): string {
  const start = `\`npx lanemark worker --servers ${servers}\``
  if (others.length === 0)
    return `no machine of the group ${group} has the kernel ${file}, or none is there; start ${start} on each, in a folder that has it`
  return `the machines of the group ${group} have another ${file}: its code and what it imports have the hash ${hash} here and ${others.join(', ')} there; bring both to the same version and start ${start} again`
}

type NoMachines = Extract<Finding, { code: 'no-machines' }>

/** What to do about each cause of a difference. */
const WHY: Record<Why, string> = {
  equals: 'the option `equals` said so',
  again:
    'the kernel gives another result when it is called again: something stays from call to call (a counter, a cache, random numbers, the clock), and a result must follow from the input alone',
  rounding: 'they differ by a rounding error; `equals` can allow a tolerance',
  stack:
    'a stack names the place in the code that runs, which each mode has its own of; return the message without it',
  realm:
    'they are equal but for their realm: one was made with the globals of another context (`node:vm`, jsdom)',
  functions: 'no function equals another; return data',
  prototype:
    'on the way from a worker a value keeps its data and loses its class; return plain objects, or compare with `equals`',
  error:
    'on the way from a worker an Error keeps its message, stack and cause and loses its class, a name of its own and what else it has; return those as plain data',
  'last-index':
    'on the way from a worker a RegExp loses its `lastIndex`; return it beside the pattern',
  symbols: 'on the way from a worker properties with symbols as keys are lost; use texts as keys',
  properties:
    'on the way from a worker an object loses properties that are not enumerable, and a built-in one what was added to it; return that beside it',
  divided:
    'the inputs were divided: `merge` must make of the partial results, in the order of the parts, what the kernel returns for the whole input, and `split` must cover it without gap or overlap',
  elsewhere:
    'the kernel looks at more than its input: at state of its module, the clock, random numbers, or the process and thread that it runs in',
}

const LOST: Record<Loss['lost'], string> = {
  class: 'its class',
  error: 'its class, its name or other properties of its own',
  'last-index': 'its `lastIndex`',
  symbols: 'its properties with symbols as keys',
  properties: 'properties of its own',
}

const lostOnTheWay = ({ what, path, type, lost }: Lost): string =>
  `on the way to the worker ${withArticle(type)} ${path === '' ? `that is the ${what}` : `in the ${what}, at ${path},`} lost ${LOST[lost]}, which may be why; send plain data`

function differs(finding: Extract<Finding, { code: 'results-differ' }>): string {
  const { mode, index, input, path, expected, actual, why, lost } = finding
  const cause = lost === null ? WHY[why] : lostOnTheWay(lost)
  const [one, other, first] =
    mode === 'serial' ? ['a second call', 'it', 'the first'] : [`mode ${mode}`, mode, 'serial']
  return `${one} gave another result than ${first} on input ${index} (${input}): at ${path} ${first} has ${expected}, ${other} has ${actual}; ${cause}`
}

/** The text of a finding. */
export function message(finding: Finding): string {
  switch (finding.code) {
    case 'option-invalid':
      return `option \`${finding.option}\` is ${finding.got}; allowed: ${finding.allowed}`
    case 'kernel-unnamed':
      return `a kernel is named by its module, so that workers can load it, and this is ${finding.got}; put the function into a module of its own and name it with \`kernel(new URL('./primes.ts', import.meta.url))\``
    case 'kernel-unreadable':
      return `the kernel's module ${finding.url} cannot be loaded: ${finding.reason}${finding.at === null ? '' : ` (at ${finding.at})`}${finding.instead === null ? '' : `; kernels are loaded by Node itself and not by Vite: ${finding.instead}`}`
    case 'kernel-ambiguous':
      return `the kernel's module ${finding.url} exports several functions, ${list(finding.functions)}; say which one, as in \`kernel(url, '${finding.functions[0]}')\`, or with \`#${finding.functions[0]}\` behind the module on the command line`
    case 'kernel-missing-export':
      return `the kernel's module ${finding.url} has no export \`${finding.name}\`; it exports ${list(finding.exports)}`
    case 'kernel-not-function':
      return `the export \`${finding.name}\` of ${finding.url} is ${finding.type}; a kernel is a function, an async function or a generator function`
    case 'kernel-async-generator':
      return `the export \`${finding.name}\` of ${finding.url} is an async generator function; a kernel is a function, an async function or a generator function`
    case 'no-inputs':
      return 'there are no inputs; give an array of at least one'
    case 'inputs-unreadable':
      return `the ${finding.what} cannot be taken from ${finding.from}: ${finding.reason}`
    case 'task-threw':
      return `the kernel threw in mode ${finding.mode} on input ${finding.index} (${finding.input}): ${finding.error}${finding.lost === null ? '' : `; ${lostOnTheWay(finding.lost)}`}`
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
    case 'division-failed':
      return finding.step === 'split'
        ? `the kernel's \`split\` cannot divide input ${finding.index} (${finding.input}): ${finding.reason}; it must return at least one and at most so many parts as it is asked for, each an input of the kernel; \`divide: false\` leaves inputs whole`
        : `the kernel's \`merge\` cannot put the parts of input ${finding.index} (${finding.input}) together: ${finding.reason}; it is given the results of all parts in their order, and must return at once what the kernel returns for the whole input`
    case 'task-timeout':
      return `the kernel did not end within ${finding.timeout} ms in mode ${finding.mode} on input ${finding.index} (${finding.input}); raise \`timeout\` if it needs longer`
    case 'cannot-cross':
      return `the ${finding.what}${finding.what === 'context' ? '' : ` of index ${finding.index}`} has ${withArticle(finding.type)} at ${finding.path}, which cannot cross ${finding.what === 'result' ? 'back from' : 'to'} mode ${finding.mode}${finding.lacks === null ? '' : `: a copy would lack ${finding.lacks}, so send what it is made from, as plain data`}; it would work in ${list(finding.works)}`
    case 'packages-missing':
      return `machines need ${list(finding.packages)}, which a program that uses none need not have; \`npm install ${finding.packages.join(' ')}\``
    case 'server-unreachable':
      return `no NATS server with JetStream answers at ${finding.servers} (${finding.reason}); start one, such as \`nats-server --jetstream\`, or name another in \`servers\``
    case 'no-machines':
      return noMachines(finding)
    case 'not-shareable':
      return `${finding.got} cannot be shared; what can is a typed array, so share ${finding.instead}`
    case 'closed':
      return `this executor (${finding.mode}) is closed; make a new one`
    case 'results-differ':
      return differs(finding)
    case 'results-hidden':
      return `mode ${finding.mode} cannot be held against ${finding.mode === 'serial' ? 'its first results' : 'serial'} on input ${finding.index} (${finding.input}): the result has ${withArticle(finding.type)} at ${finding.path}, and no comparison sees ${finding.lacks}; return plain data, or compare with the option \`equals\``
    case 'input-changed':
      return `the kernel changed its ${finding.what === 'context' ? 'context' : `input ${finding.index}`} ${finding.mode === null ? 'in a later round' : `in mode ${finding.mode}`}: at ${finding.path} it had ${finding.before} and now has ${finding.after}; later calls would get something else, and a worker changes only its own copy, so work on a copy (\`toSorted\` instead of \`sort\`, \`structuredClone\`)`
    case 'equals-threw':
      return `the option \`equals\` threw when it compared mode ${finding.mode} with serial on input ${finding.index} (${finding.input}): ${finding.error}`
    case 'equals-undecided':
      return `the option \`equals\` returned ${finding.got} when it compared mode ${finding.mode} with serial on input ${finding.index} (${finding.input}); it must return true or false, and at once`
    case 'call-timeout':
      return `a call of the benchmark \`${finding.name}\` did not end within ${finding.timeout} ms; make its work smaller, or set \`testTimeout\` to end it sooner`
    case 'no-plugin':
      return "lanemark's benchmark provider is not active; add `plugins: [lanemark()]` from 'lanemark/vitest' to vitest.config.ts and run `vitest bench`; a workspace's project has the plugin in its own configuration or takes it over with `extends: true`"
    case 'vitest-missing':
      return `comparisons are made by Vitest 5.1 or later, and ${finding.found === null ? 'it is not installed beside lanemark' : `the one beside lanemark is ${finding.found}`}; install both in the project: \`npm install --save-dev lanemark vitest@5\``
    case 'node-too-old':
      return `this is Node ${finding.found}, and lanemark needs ${finding.needed}; run it with a newer Node, which \`npm install --save-dev node@24\` brings into the project`
    case 'not-in-node':
      return finding.what === 'pool'
        ? `comparisons do not run in Vitest's pool \`${finding.name}\`, whose contexts a kernel in production does not have; set \`pool: 'forks'\` or \`'threads'\` for the benchmarks`
        : `comparisons run in Node's own environment, and this file's is \`${finding.name}\`; put \`// @vitest-environment node\` at its top`
    case 'report-taken':
      return `${finding.path} is there already and was not written by lanemark, so it is left alone; move it, or have lanemark write elsewhere: \`lanemark({ reports: 'reports/lanemark' })\`, or \`--reports\` and \`--output\` for the gate`
    case 'report-unwritable':
      return `the report cannot be written to ${finding.path}: ${finding.reason}`
    case 'report-unreadable':
      return `${finding.path} is not a report of lanemark: ${finding.reason}; run \`vitest bench\` again to write a new one`
    case 'file-unwritable':
      return `${finding.path} cannot be written: ${finding.reason}; \`lanemark init\` can be run again, and leaves what is there`
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
