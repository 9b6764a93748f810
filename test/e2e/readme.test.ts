/** Every code block of the README, done as it says. */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { install, repository, uninstall } from './install.ts'
import { NATS_SERVER, startMachine, startServer } from '../machines/support.ts'
import { lanemark, vitest } from './project.ts'
import type { Ran } from './project.ts'

const run = promisify(execFile)

interface Fence {
  language: string
  /** From a first line such as `// bench/primes.bench.ts`; null for commands. */
  file: string | null
  text: string
}

const readme = await readFile(join(repository, 'README.md'), 'utf8')

const fences: Fence[] = [...readme.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(
  ([, language = '', text = '']) => ({
    language,
    file: /^(?:\/\/|#) (\S+)\n/.exec(text)?.[1] ?? null,
    text,
  }),
)

const commands = fences.filter(({ language }) => language === 'sh').map(({ text }) => text.trim())

let installed = ''
let folder = ''

beforeAll(async () => {
  installed = await install()
  folder = await mkdtemp(join(installed, 'readme-'))
  await symlink(join(installed, 'node_modules'), join(folder, 'node_modules'), 'junction')
  await write('package.json', JSON.stringify({ type: 'module', private: true }))
  for (const { file, text } of fences) if (file !== null) await write(file, text)
})

afterAll(() => uninstall(installed))

async function write(name: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, name)), { recursive: true })
  await writeFile(join(folder, name), text)
}

/** Whether they run is the question here, and not what they find. */
const inLittleTime = (text: string): string =>
  text.replace('500_000])', '500_000], { budget: 500 })').replace('budget: 5000', 'budget: 500')

const COMPARE =
  "npx lanemark compare ./bench/kernels/primes.ts#primes --inputs '[200000, 300000, 400000]'"

const SEVERAL = `npm install @nats-io/transport-node @nats-io/jetstream @nats-io/obj
nats-server --jetstream --store_dir /tmp/nats &
npx lanemark worker --servers nats://127.0.0.1:4222`

const ELSEWHERE = `${COMPARE} \\
  --modes processes,machines --workers 1,2 --servers nats://127.0.0.1:4222`

test('each block is a file or commands that are known here', () => {
  for (const { language, file } of fences) expect(language === 'sh' || file !== null).toBe(true)
  expect(commands).toEqual([
    `npm install --save-dev lanemark vitest\n${COMPARE}`,
    'npm ci && npm run bench',
    'npm ci && npm test',
    'npx lanemark init',
    'npx vitest bench --run primes',
    SEVERAL,
    ELSEWHERE,
    'npm i -D lanemark vitest\nnpx lanemark gate --base origin/main',
    'npx lanemark baseline save --output baseline.json\nnpx lanemark gate --baseline baseline.json',
  ])
})

test('what `lanemark init` writes is what the README shows', async () => {
  const template = (name: string) => readFile(join(repository, 'templates', name), 'utf8')
  const shown = (name: string) =>
    fences.find(({ file }) => file === name)?.text.replace(/^.*\n/, '')
  for (const file of ['vitest.config.ts', 'bench/primes.bench.ts', 'bench/kernels/primes.ts']) {
    expect(await template(file)).toBe(shown(file))
  }
  expect(await template('gitlab-ci.yml')).toBe(shown('.gitlab-ci.yml'))
})

test('the scripts that are named exist', async () => {
  const { scripts } = JSON.parse(await readFile(join(repository, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  const named = [...readme.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name)
  expect(named.length).toBeGreaterThan(0)
  for (const name of named) expect(Object.keys(scripts)).toContain(name)
  expect(Object.keys(scripts)).toContain('test')
})

test('the files type-check', async () => {
  const compilerOptions = {
    strict: true,
    noEmit: true,
    target: 'es2024',
    lib: ['es2024', 'esnext.disposable'],
    module: 'nodenext',
    types: ['node'],
    allowImportingTsExtensions: true,
    skipLibCheck: true,
  }
  await write('tsconfig.json', JSON.stringify({ compilerOptions }))
  const tsc = join(repository, 'node_modules', '.bin', 'tsc')
  const { stdout } = await run(tsc, ['-p', folder]).catch(
    (error: unknown) => error as { stdout: string },
  )
  expect(stdout).toBe('')
})

test('the function that is asked about in one line has its answer', async () => {
  const [, , ...words] = COMPARE.replaceAll("'", '').split(/ (?![\d])/)
  const ran = await lanemark(folder, [...words, '--budget=500ms'])
  expect(ran).toMatchObject({ exitCode: 0 })
  const [page = ''] = /reports\/compare\S+\.md/.exec(readme) ?? []
  expect(ran.stdout).toContain(page)
  expect(Object.keys(ran.reports)).toContain(basename(page))
})

describe('the benchmarks', () => {
  let ran: Ran
  beforeAll(async () => {
    for (const { file, text } of fences) {
      if (file?.endsWith('.bench.ts') === true) await write(file, inLittleTime(text))
    }
    ran = await vitest(folder, { args: ['bench', '--run'] })
  })

  test.for(['primes', 'sorting'])('of %s run and leave their report', (name) => {
    const [outcome] = Object.entries(ran.tests).flatMap(([title, found]) =>
      title.startsWith(name) ? [found] : [],
    )
    expect(outcome).toMatchObject({ state: 'passed', errors: [] })
    const files = ['index.md', `${name}.json`, `${name}.md`]
    expect(Object.keys(ran.reports)).toEqual(expect.arrayContaining(files))
  })

  test('with the one that insists on a gain', () => {
    const outcome = ran.tests['threads pay for primes']
    const failures = outcome?.errors.map(({ name }) => name)
    const written = Object.keys(ran.reports).includes('gain.md')
    // a busy machine may deliver its cores to the probe and not to the rounds: then it fails, rightly
    expect({ ...ran, failures, written }).toMatchObject(
      ran.exitCode === 0
        ? { failures: [], written: true, stderr: '' }
        : { exitCode: 1, failures: ['AssertionError'], written: false },
    )
  })
})

test.for([
  ['counts.ts', '168 303 430\n'],
  ['streaming.ts', '2130\n'],
  ['context.ts', '[ 1.08, 1 ]\n'],
  ['dividing.ts', '[ 5999995 ]\n'],
  ['filling.ts', '3\n'],
  ['moving.ts', '3 2 1 0\n'],
] as const)('the program %s for production prints what it found', async ([file, printed]) => {
  const { stdout } = await run(process.execPath, [join(folder, file)], { cwd: folder })
  expect(stdout).toBe(printed)
})

test('the program that lets lanemark choose prints what it chose', async () => {
  const { stdout } = await run(process.execPath, [join(folder, 'choosing.ts')], { cwd: folder })
  // how long three short calls take depends on the machine, and so does the rest of the sentence
  expect(stdout).toMatch(/^(serial|threads|processes): .*calls?\b/)
})

test.skipIf(NATS_SERVER === null && process.env['CI'] !== 'true')(
  'the program for several machines finds the worker that is started beside it',
  async () => {
    const server = await startServer()
    const machine = await startMachine(server, 'default', { kernels: join(folder, 'bench') })
    try {
      const text = await readFile(join(folder, 'everywhere.ts'), 'utf8')
      await write('everywhere-here.ts', text.replace('nats://127.0.0.1:4222', server.url))
      const { stdout } = await run(process.execPath, [join(folder, 'everywhere-here.ts')])
      expect(stdout).toBe('[ 168, 303, 430 ]\n')
    } finally {
      await machine.stop()
      await server.close()
    }
  },
)

test('the program that settles prints the outcomes', async () => {
  const { stdout } = await run(process.execPath, [join(folder, 'settling.ts')], { cwd: folder })
  const [fine, failed] = stdout.trimEnd().split('\n')
  expect(fine).toBe('{ ok: true }')
  expect(failed).toContain('the kernel threw in mode processes on input 1')
})
