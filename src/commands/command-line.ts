/** The command line: commands with their options, as they are read and as help tells them. Pure. */
import { parseArgs } from 'node:util'
import { EXPORT_FORMATS, EXPORTS } from '../gate/page/exports.ts'
import type { Given } from '../option-values.ts'

interface Option {
  /** What its value is, as help names it; a switch has none. */
  value?: string
  help: string
  /** One letter. */
  short?: string
}

interface Command {
  usage: string
  help: string
  options: Record<string, Option>
  examples: readonly string[]
  /** What each exit code means. */
  exits: Record<number, string>
}

const BUDGET = { value: 'time', help: 'Time for measuring, such as 90s, 5m or 1h (default: 5m)' }
const SEED = { value: 'n', help: 'Draw the same orders again' }

const EXITS = { 2: 'wrong usage or configuration', 3: 'the benchmarks themselves failed' }

/** Which benchmarks, as Vitest itself is told. */
const PICKED = {
  testNamePattern: {
    value: 'pattern',
    short: 't',
    help: 'Only tests whose names match, as for Vitest',
  },
  project: { value: 'name', help: "Only these of Vitest's projects; may be given again" },
}

const EXPORT_OPTIONS: Record<string, Option> = Object.fromEntries(
  EXPORT_FORMATS.map((format) => [
    `export-${format}`,
    { value: 'file', help: EXPORTS[format].help },
  ]),
)

export const COMMANDS = {
  compare: {
    usage: 'compare <module#export>',
    help: 'Run one function in every mode and say which to use; no config, no bench file',
    options: {
      inputs: {
        value: 'json',
        help: "An array such as '[640, 1280]', or a file such as inputs.json",
      },
      'inputs-from': {
        value: 'module#export',
        help: 'An array, or a function that makes one, such as ./inputs.ts#all',
      },
      context: {
        value: 'json',
        help: "The kernel's second argument, given once to each worker; or a file",
      },
      modes: {
        value: 'list',
        help: 'Such as threads,processes (default: serial,concurrent,threads,processes)',
      },
      workers: { value: 'list', help: 'Of each pool, such as 4 or 1,2,4 (default: the cores)' },
      servers: {
        value: 'url',
        help: 'Of NATS, for the mode `machines`, such as nats://127.0.0.1:4222',
      },
      group: { value: 'name', help: 'Of those machines (default: default)' },
      budget: {
        value: 'time',
        help: 'Time for the rounds; up to three times as much while undecided (default: 3s)',
      },
      out: { value: 'folder', help: 'Where the report goes (default: reports)' },
      json: { help: 'Print the answer, or the error, as JSON' },
      seed: SEED,
    },
    examples: [
      "lanemark compare ./thumbnail.ts#render --inputs '[640, 1280, 2560]'",
      'lanemark compare ./parse.ts --inputs files.json --modes threads --workers 1,2,4',
      'lanemark compare ./score.ts#score --inputs-from ./inputs.ts#all --budget 10s --json',
    ],
    exits: {
      0: 'there is an answer, whatever it is',
      2: 'the kernel, the inputs or an option cannot be used, or Vitest is missing',
      3: 'the kernel failed, or its modes gave different results',
    },
  },
  init: {
    usage: 'init',
    help: 'Put the plugin and an example into this project; nothing that is there is replaced',
    options: { ci: { value: 'github|gitlab', help: 'Add the workflow that runs the gate, too' } },
    examples: ['lanemark init', 'lanemark init --ci github'],
    exits: {
      0: 'all of it is there now',
      1: 'something is left to be added by hand, and shown',
      2: 'wrong usage, Vitest is missing, or a file cannot be written',
    },
  },
  doctor: {
    usage: 'doctor',
    help: 'Say in ten lines what this machine is good for',
    options: {},
    examples: ['lanemark doctor'],
    exits: {
      0: 'lanemark can measure here',
      1: 'it cannot: Node is too old, or Vitest is missing',
      2: 'wrong usage',
    },
  },
  gate: {
    usage: 'gate [...filters]',
    help: 'Compare the working tree with a base; fail when it is slower',
    options: {
      base: { value: 'ref', help: 'Commit, branch or tag to compare with' },
      baseline: {
        value: 'file',
        help: 'A stored baseline instead, where the base cannot be built here',
      },
      budget: BUDGET,
      margin: { value: 'percent', help: 'Slowdowns up to this are let pass (default: 1%)' },
      alpha: { value: 'percent', help: 'Chance of any false alarm in the job (default: 1%)' },
      strict: { help: 'Fail with 4 when something has no verdict' },
      seed: SEED,
      acknowledge: {
        value: 'name',
        help: 'Let a known slowdown or absence pass, visibly; may be given again',
      },
      setup: {
        value: 'command',
        help: 'Run on both sides before measuring, where this is called: a build',
      },
      own: {
        value: 'path',
        help: 'Under test, though it lies beside bench files; may be given again',
      },
      ...PICKED,
      reports: { value: 'folder', help: 'Where gate.md and gate.json go (default: reports)' },
      explain: {
        value: 'name',
        help: 'Measure nothing: show a benchmark of the last run block by block, and why',
      },
      ...EXPORT_OPTIONS,
    },
    examples: [
      'lanemark gate --base origin/main',
      'lanemark gate --base HEAD~1 bench/parse.bench.ts     only these files, as for vitest bench',
      'lanemark gate --base v2.0.0 --budget 15m --strict    more time, and no "inconclusive"',
      'lanemark gate --base main --setup "npm run build"    where benchmarks import built files',
      'lanemark gate --base main --acknowledge "parse > deep"',
      'lanemark gate --baseline reports/baseline.json',
      'lanemark gate --explain "parse > deep"',
    ],
    exits: {
      0: 'no regression, and everything that the base has was compared',
      1: 'a regression: slower than the base by more than the margin',
      ...EXITS,
      4: 'something has no verdict, under --strict',
      5: 'not everything that the base has was compared, or nothing was',
    },
  },
  baseline: {
    usage: 'baseline save [...filters]',
    help: 'Measure the working tree and store it for later gates',
    options: {
      output: { value: 'file', help: 'The file to write (default: reports/baseline.json)' },
      budget: BUDGET,
      seed: SEED,
      setup: { value: 'command', help: 'Run before measuring, such as a build' },
      ...PICKED,
    },
    examples: ['lanemark baseline save --output main.json --budget 10m'],
    exits: { 0: 'the baseline is saved', ...EXITS },
  },
  worker: {
    usage: 'worker',
    help: 'Run calls of other machines here, through a NATS server, until SIGTERM',
    options: {
      servers: { value: 'url', help: 'Of NATS with JetStream, such as nats://127.0.0.1:4222' },
      group: { value: 'name', help: 'Of the machines that work together (default: default)' },
      prefix: {
        value: 'name',
        help: 'What all names on the server begin with (default: lanemark)',
      },
      kernels: { value: 'folder', help: 'Where kernels are; may be given again (default: here)' },
      name: { value: 'name', help: 'Of this machine in reports (default: from its id)' },
      workers: { value: 'n', help: 'How many (default: the cores)' },
      mode: { value: 'threads|processes', help: 'What they are (default: processes)' },
      creds: { value: 'file', help: 'NATS credentials; also NATS_USER, NATS_PASSWORD, NATS_TOKEN' },
      'tls-ca': { value: 'file', help: 'Certificate of who signed that of the server' },
      'tls-cert': { value: 'file', help: 'Own certificate' },
      'tls-key': { value: 'file', help: 'Its key' },
    },
    examples: [
      'lanemark worker --servers nats://127.0.0.1:4222',
      'lanemark worker --servers tls://nats.example:4222 --creds worker.creds --kernels dist/kernels',
    ],
    exits: { 0: 'it was told to leave', 2: 'wrong usage', 3: 'its workers did not come up' },
  },
} as const satisfies Record<string, Command>

export type CommandName = keyof typeof COMMANDS

/** What is asked for: a command with its words and options, or to be told something. */
export type Asked =
  | { kind: 'run'; command: CommandName; words: string[]; given: Given }
  | { kind: 'help'; command: CommandName | null }
  | { kind: 'version' }
  | { kind: 'unknown'; command: string }

const isCommand = (word: string): word is CommandName => Object.hasOwn(COMMANDS, word)

/**
 * Options come after the command. A value that begins with a dash is joined to its option, as in
 * `--base=-x`; behind `--` nothing is an option.
 *
 * @throws {TypeError} by `parseArgs`, for an option that the command does not have
 */
export function askedFor([first = '--help', ...rest]: readonly string[]): Asked {
  if (['--help', '-h'].includes(first)) return { kind: 'help', command: null }
  if (['--version', '-v'].includes(first)) return { kind: 'version' }
  if (!isCommand(first)) return { kind: 'unknown', command: first }
  const { help, ...options } = parserOptions(COMMANDS[first])
  const { values, positionals } = parseArgs({
    args: rest,
    options: { ...options, help },
    allowPositionals: true,
  })
  if (values['help'] === true) return { kind: 'help', command: first }
  return { kind: 'run', command: first, words: positionals, given: values }
}

/** All values in lists, so that one which is given twice can be refused. */
const parserOptions = ({ options }: Command) => ({
  ...Object.fromEntries(
    Object.entries(options).map(([name, { value, short }]) => [
      name,
      value === undefined
        ? { type: 'boolean' as const }
        : {
            type: 'string' as const,
            multiple: true as const,
            ...(short === undefined ? {} : { short }),
          },
    ]),
  ),
  help: { type: 'boolean' as const, short: 'h' },
})

/** All commands, or one with its options. */
export function helpFor(command: CommandName | null, version: string): string {
  const sections =
    command === null
      ? [
          section('Usage', ['lanemark <command> [options]']),
          section(
            'Commands',
            columns(Object.values(COMMANDS).map((each) => [each.usage, each.help])),
          ),
          section('Options', columns([HELP, ['-v, --version', 'Tell the version']])),
        ]
      : commandSections(COMMANDS[command])
  return [`lanemark/${version}`, ...sections].join('\n\n')
}

const HELP: readonly [string, string] = [
  '-h, --help',
  'Tell this; behind a command, its options and exit codes',
]

function commandSections({ usage, options, examples, exits }: Command): string[] {
  const rows = Object.entries(options).map(([name, { value, short, help }]): [string, string] => [
    [
      ...(short === undefined ? [] : [`-${short},`]),
      `--${name}`,
      ...(value === undefined ? [] : [`<${value}>`]),
    ].join(' '),
    help,
  ])
  return [
    section('Usage', [`lanemark ${usage}`]),
    section('Options', columns([...rows, HELP])),
    section('Examples', examples),
    section('Exit codes', columns(Object.entries(exits))),
  ]
}

const section = (title: string, lines: readonly string[]): string =>
  [`${title}:`, ...lines.map((line) => `  ${line}`)].join('\n')

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, text]) => `${name.padEnd(width)}  ${text}`)
}
