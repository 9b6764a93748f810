/** Kernels, options, inputs and results that cannot be: refused in words that help. */
import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { errorOf, expectFailure, expectNobodyLeft } from './expectations.ts'
import { leavePrevious, project, vitest } from './project.ts'
import type { Runs } from './runs.ts'

const REPORTS = ['refused.md', 'refused.json', 'index.md']

const WHOLE = 'allowed: a whole number from 1 to'
const NODE = 'kernels are loaded by Node itself and not by Vite: '
const ANYWHERE = 'it would work in `serial`, `concurrent`'

/** Test of the project, then what its error must say. */
const KERNELS: [test: string, ...words: string[]][] = [
  ['module missing', 'kernels/nowhere.js', 'Cannot find module'],
  ['export missing', 'kernels/exports.js', '`third`', 'it exports `answer`, `first`, `nothing`'],
  ['which export', 'kernels/exports.js', 'several functions, `first`, `second`, `stream`'],
  ['not a function', '`answer`', 'kernels/exports.js', 'is 42', 'a kernel is a function'],
  ['null', '`nothing`', 'is null'],
  ['async generator', '`stream`', 'is an async generator function'],
  ['syntax error', 'kernels/broken.js', 'SyntaxError'],
  ['throws while loading', 'kernels/throwing.js', 'RangeError: not while it is loaded'],
  ['not a file', '"https://example.org/kernel.js"', 'a file: URL'],
  ['a path', '"./kernels/identity.js"', 'a file: URL'],
  ['the function itself', 'this is a function', "kernel(new URL('./primes.ts', import.meta.url))"],
  ['a bare URL', 'this is a URL', 'a kernel is named by its module'],
  ['no kernel at all', 'this is undefined', 'a kernel is named by its module'],
  ['of several in CommonJS', 'several functions, `one`, `two`'],
  ['an alias', 'vite/alias.ts:2', NODE, '`@/kernels/identity.js` is no installed package'],
  ['an extension left out', 'vite/extension.ts:2', NODE, '`../identity.js`'],
  ['import.meta.env', 'vite/env.ts:2', NODE, '`process.env`'],
  ['import.meta.env in a call', 'mode processes on input 0 (1)', NODE, '`process.env`'],
  ['an enum', 'vite/enum.ts:2', NODE, 'instead of an enum'],
  ['a decorator', 'vite/decorator.ts:5', NODE, 'instead of a decorator'],
  ['a parameter property', 'vite/property.ts:3', NODE, 'declare the field'],
  ['JSX', NODE, 'without JSX'],
]

const OPTIONS: typeof KERNELS = [
  ['no inputs', 'there are no inputs', 'at least one'],
  ['no options', '`options` is null', 'an object with `modes`'],
  ['a text for inputs', '`inputs` is "abc"', 'an array of inputs'],
  ['workers 0', '`workers` is 0', WHOLE],
  ['workers NaN', '`workers` is NaN', WHOLE],
  ['workers of one mode', '`modes.0.workers.1` is 0', WHOLE],
  ['budget Infinity', '`budget` is Infinity', WHOLE],
  ['rounds 1.5', '`rounds` is 1.5', WHOLE],
  ['timeout -1', '`timeout` is -1', WHOLE],
  ['timeout text', '`timeout` is "5s"', WHOLE],
  ['unknown mode', '"fibres"', 'one of `serial`, `concurrent`, `threads`, `processes`'],
  ['workers of serial', '"serial"', '`threads` or `processes`'],
  ['a mode twice', '"threads" twice', 'each mode and worker count once'],
  ['serial alone', 'at least one mode besides `serial`'],
  ['unknown option', '`round`', '`modes`, `workers`, `budget`, `rounds`'],
  ['equals no function', '`equals` is true', 'a function of two results'],
  ['threads of 0 workers', '`workers` is 0', WHOLE],
  ['processes of NaN workers', '`workers` is NaN', WHOLE],
  ['unknown option of a pool', '`worker`', 'not an option; allowed: `workers`, `heap`'],
]

const CROSSING: typeof KERNELS = [
  ['function to processes', 'input of index 1', 'function at .nested.method', ANYWHERE],
  ['function to threads', 'input of index 1', 'mode threads', ANYWHERE],
  ['symbol to processes', 'input of index 1', 'a symbol', 'mode processes', ANYWHERE],
  ['symbol to threads', 'input of index 1', 'a symbol', 'mode threads', ANYWHERE],
  ['shared memory to processes', 'SharedArrayBuffer at .memory', `${ANYWHERE}, \`threads\``],
  ['function from processes', 'result of index 1', 'function at .inner[0]', 'mode processes'],
  ['function from threads', 'result of index 1', 'function at .inner[0]', 'mode threads', ANYWHERE],
  ['symbol from threads', 'result of index 0', 'a symbol', 'mode threads', ANYWHERE],
  ['shared memory from processes', 'SharedArrayBuffer at .view', `${ANYWHERE}, \`threads\``],
]

const EQUALITY: typeof KERNELS = [
  [
    'another result in threads',
    'mode threads',
    'more than its input',
    "input 0 ('a')",
    'at .list[1].mode serial has 1',
  ],
  ['another result in every call', 'another result than serial', 'from call to call'],
  ['nearly the same', '0.30000000000000004', 'rounding error', '`equals` can allow'],
  ['another result later', 'a second call', "'another'", 'from call to call'],
  ['another big integer', 'mode processes', '(from 1500)'],
  ['not equal by the user', 'the option `equals` said so'],
  ['a class', 'at .point serial has Point { x: 1 }', 'loses its class'],
  ['an error of its own class', 'QuotaError', 'an Error keeps its message'],
  ['equals that is asynchronous', 'returned a Promise', 'mode concurrent', "input 0 ('a')"],
  ['equals that throws', 'equals` threw', 'mode concurrent', "input 0 ('a')", 'Error: not mine'],
  ['a sorted input', 'changed its input 1 in mode', 'at [0] it had 3 and now has 1', '`toSorted`'],
]

const REFUSED = [
  ['kernels', KERNELS],
  ['options', OPTIONS],
  ['values that cannot cross', CROSSING],
  ['results that differ', EQUALITY],
] as const

const LONGEST = 1000

/** Tests of `refused_bench.js` and the lines on which they ask for a comparison. */
const source = await readFile(
  new URL('projects/refused/bench/refused_bench.js', import.meta.url),
  'utf8',
)
const lineOf = (text: string): number =>
  source.split('\n').findIndex((line) => line.includes(text)) + 1
const PLACES = {
  'another result in threads': lineOf('await compareModes(subject(), inputs'),
  'export missing': lineOf('await compareModes(subject(), inputs'),
  'a path': lineOf("kernel('./kernels/identity.js')"),
}

const framesOf = (stack: string | undefined): string[] =>
  (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))

export function refusals(runs: Runs): void {
  const refused = runs.plan(async (installed) => {
    const folder = await project(installed, 'refused')
    await leavePrevious(folder, REPORTS)
    return await vitest(folder)
  })
  const configuration = (env: Record<string, string>) =>
    runs.plan(async (installed) => await vitest(await project(installed, 'quick'), { env }))
  const seed = configuration({ LANEMARK_SEED: 'soon' })

  describe.each(REFUSED)('%s', (_, rows) => {
    test.each(rows)('%s', async (name, ...words) => {
      const { message } = errorOf(await refused(), name)
      for (const word of words) expect(message).toContain(word)
      expect(message.length).toBeLessThan(LONGEST)
    })
  })

  test.each(Object.entries(PLACES))(
    '%s points at the line of the bench file',
    async (name, line) => {
      const { stack } = errorOf(await refused(), name)
      const [first] = framesOf(stack)
      expect(first).toMatch(new RegExp(`bench[\\\\/]refused\\.bench\\.js:${line}:`))
      expect(stack).not.toMatch(/node_modules[\\/]lanemark/)
    },
  )

  test('an error of the kernel points at the kernel, and at nothing of ours', async () => {
    const { stack, cause } = errorOf(await refused(), 'a kernel that throws')
    expect(framesOf(stack)[0]).toContain('refused.bench.js')
    expect(framesOf(cause?.stack).map((frame) => /[\w.]+(?=:\d+:\d+)/.exec(frame)?.[0])).toEqual([
      'deep.js',
      'deep.js',
    ])
  })

  test.each([
    'a function where nothing crosses',
    'shared memory to threads',
    'nearly the same with a tolerance',
  ])('%s is not', async (name) => {
    const { tests } = await refused()
    expect(tests[name]).toMatchObject({ state: 'passed' })
  })

  test('all of it fails the run, and leaves the reports and no process', async () => {
    const ran = await refused()
    expectFailure(ran, REPORTS)
    expect(ran.stdout).toContain('not written: a test of this file failed')
  })

  test('a seed that is none ends Vitest before anything runs', async () => {
    const ran = await seed()
    expect(ran.stderr).toContain('`LANEMARK_SEED` is "soon"; allowed: a whole number')
    expect(ran.exitCode).toBe(1)
    expectNobodyLeft(ran)
  })
}
