/** The commands where there is nothing but a file with a function and the installed package. */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseReport } from '../../src/report/report-file.ts'
import { expectNobodyLeft } from './expectations.ts'
import { lanemark, project, vitest } from './project.ts'
import type { Ran, RunOptions } from './project.ts'
import type { Runs } from './runs.ts'

interface Asked extends Ran {
  /** What the folder has afterwards. */
  files: string[]
}

const HEADS = [
  'machine',
  'cores now',
  'stolen',
  'Node',
  'Vitest',
  'taskset',
  'setarch',
  'spread',
  'turns',
  'gate',
]

const BEFORE = ['node_modules', 'others.ts', 'primes.ts']

export function commands(runs: Runs): void {
  const plan = (args: readonly string[], options: RunOptions = {}, alone = false) =>
    runs.plan(async (installed): Promise<Asked> => {
      const folder = await project(installed, 'function')
      const ran = await lanemark(folder, args, options)
      return { ...ran, files: (await readdir(folder)).toSorted() }
    }, alone) as () => Promise<Asked>

  describe('compare', () => {
    const inputs = ['--inputs', '[2000, 3000, 4000]', '--seed=5', '--budget=500ms']
    const plain = plan(['compare', './primes.ts#primes', ...inputs, '--out=out'])
    const made = [
      '--inputs-from=others.ts#dates',
      '--context={"factor":2}',
      '--json',
      '--budget=500ms',
    ]
    const asJson = plan([
      'compare',
      'others.ts#scaled',
      ...made,
      '--modes=threads',
      '--workers=1,2',
    ])
    const failing = plan(['compare', './others.ts#fails', '--inputs=[1,2]'])
    const refused = plan(['compare', './others.ts', '--inputs=[1]', '--json'])
    const interrupted = plan(['compare', './others.ts#computes', '--inputs=[60]'], {
      onOutput: (text, child) => text.includes('computing') && child.kill('SIGINT'),
    })

    test('answers in the terminal, leaves a report and nothing else', async () => {
      const ran = await plain()
      expect(ran.exitCode).toBe(0)
      expect(ran.stdout).toMatch(/^primes\.ts#primes\n {2}answer .*\n {2}use /s)
      expect(ran.stdout).toContain('out/compare-primes-primes.md')
      expect(ran.files).toEqual([...BEFORE, 'out'].toSorted())
      expectNobodyLeft(ran)
    })

    test('takes inputs of any kind and a context, and answers programs in JSON', async () => {
      const ran = await asJson()
      expect(ran.exitCode).toBe(0)
      const answer = JSON.parse(ran.stdout) as Record<string, unknown>
      expect(answer).toMatchObject({
        schema: 'lanemark/answer@1',
        kernel: { module: 'others.ts', export: 'scaled' },
        cases: [{ label: 'serial' }, { label: 'threads x1' }, { label: 'threads x2' }],
        page: 'reports/compare-others-scaled.md',
        data: 'reports/compare-others-scaled.json',
      })
      const name = 'compare-others-scaled.json'
      const { command, comparisons } = parseReport(ran.reports[name] ?? '', name)
      expect(command).toContain(
        'npx lanemark compare others.ts#scaled --inputs-from=others.ts#dates',
      )
      expect(comparisons[0]?.tasks.input).toHaveLength(2)
    })

    test('tells where a kernel threw, and writes nothing', async () => {
      const ran = await failing()
      expect(ran).toMatchObject({ exitCode: 3, stdout: '', files: BEFORE })
      expect(ran.stderr).toMatch(/^lanemark: the kernel threw .*RangeError: too many\n +at fails /)
      expect(ran.stderr).toContain('others.ts:4')
    })

    test('says in JSON what is wrong', async () => {
      const ran = await refused()
      expect(ran).toMatchObject({ exitCode: 2, stderr: '', files: BEFORE })
      const { error } = JSON.parse(ran.stdout) as { error: unknown }
      const functions = ['computes', 'dates', 'fails', 'scaled']
      expect(error).toMatchObject({ code: 'kernel-ambiguous', functions })
    })

    test('ends with all its processes when it is interrupted', async () => {
      const ran = await interrupted()
      expect(ran).toMatchObject({ exitCode: 130, stdout: '', files: BEFORE })
      expectNobodyLeft(ran)
    })
  })

  describe('init', () => {
    const own = 'test:\n  script: npm test\n'
    let folder = ''
    const first = runs.plan(async (installed) => {
      folder = await project(installed, 'function')
      await writeFile(join(folder, '.gitlab-ci.yml'), own)
      return await lanemark(folder, ['init', '--ci=gitlab'])
    })
    // what it wrote is loaded, and a comparison of the README's own runs elsewhere
    const used = runs.plan(async () => {
      await first()
      return await vitest(folder, { args: ['bench', '--run', '-t', 'no such test'] })
    })
    const again = runs.plan(async () => {
      await used()
      return await lanemark(folder, ['init', '--ci=github'])
    })

    test('writes what is not there, and shows what is left to hands', async () => {
      const ran = await first()
      expect(ran).toMatchObject({ exitCode: 1, stderr: '' })
      expect(ran.stdout).toMatch(/^vitest\.config\.mts +written$/m)
      expect(ran.stdout).toMatch(
        /^\.gitlab-ci\.yml +by hand; add this:\n +bench:\n +image: node:24$/m,
      )
      expect(await readFile(join(folder, '.gitlab-ci.yml'), 'utf8')).toBe(own)
    })

    test('whose files Vitest runs', async () => {
      const ran = await used()
      expect(ran).toMatchObject({ exitCode: 0, stderr: '' })
      expect(ran.stdout).toContain('bench/primes.bench.mts')
    })

    test('and does so once', async () => {
      const ran = await again()
      expect(ran).toMatchObject({ exitCode: 0, stderr: '' })
      const states = ran.stdout.split('\n').map((line) => line.split(/ {2,}/))
      expect(states.slice(0, 5)).toEqual([
        ['vitest.config.mts', 'as it was'],
        ['bench/kernels/primes.mts', 'as it was'],
        ['bench/primes.bench.mts', 'as it was'],
        ['.github/workflows/bench.yml', 'written'],
        ['.github/workflows/bench-comment.yml', 'written'],
      ])
    })
  })

  describe('doctor', () => {
    const ran = plan(['doctor'], {}, true)

    test('says in ten lines what the machine is good for, and leaves nothing', async () => {
      const { exitCode, stdout, files, ...rest } = await ran()
      expect(exitCode).toBe(0)
      const heads = stdout.split('\n').map((line) => line.slice(0, 11).trim())
      expect(heads.filter((head) => head !== '')).toEqual(HEADS)
      expect(stdout).toContain(`Node       ${process.versions.node}\n`)
      expect(stdout).toMatch(
        /a fixed computation takes [\d.]+ ms, ± [\d.]+ % over ten fresh processes/,
      )
      expect(files).toEqual(BEFORE)
      expectNobodyLeft({ exitCode, stdout, ...rest })
    })
  })
}
