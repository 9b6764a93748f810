/** Live jobs: that the extra work is what it is said to be, and that the page says what the log has. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { marked } from '../../src/system/mark.ts'
import type { Replay } from '../live/beside-replay.ts'
import { differs, pairsOf } from '../live/beside-replay.ts'
import { figuresOf } from '../live/figures.ts'
import { liveGoals } from '../live/goals.ts'
import { runJob } from '../live/job.ts'
import { lineOf } from '../live/line.ts'
import { nextJob, parseLog, readLog } from '../live/log.ts'
import { LIVE_SCHEMA } from '../live/model.ts'
import type { JudgedFunction, LiveJob } from '../live/model.ts'
import { liveMarkdown } from '../live/page.ts'
import { units } from '../live/project/src/units.ts'
import { layOutRepository } from '../live/repository.ts'
import { FUNCTIONS, SIZES, truthOf, withExtraWork } from '../live/truth.ts'
import { rate } from '../replay/rate.ts'

const project = new URL('../live/project/', import.meta.url)

describe('what is true', () => {
  type Maker = (count: number) => () => number | Promise<number>
  const makerOf = async (name: string): Promise<Maker> => {
    const url = new URL(`src/${name.replaceAll(' ', '-')}.ts`, project)
    const [maker] = Object.values((await import(url.href)) as Record<string, Maker>)
    return maker!
  }

  test.each(FUNCTIONS)(
    '%s: each unit adds the same to the result, so it counts them',
    async (name) => {
      const maker = await makerOf(name)
      const one = await maker(1)()
      expect(one).toBeGreaterThan(0)
      expect(Number.isInteger(one)).toBe(true)
      const own = units[name as keyof typeof units]
      for (const more of [0, ...SIZES]) {
        const count = (own * (100 + more)) / 100
        expect(await maker(count)()).toBe(count * one)
      }
    },
  )

  test('every other job is identical, in the others each size is on one function', () => {
    expect([...truthOf(0).values()]).toEqual(FUNCTIONS.map(() => 0))
    const slower = [...truthOf(1).values()].filter((more) => more > 0)
    expect(slower.toSorted((one, other) => one - other)).toEqual([...SIZES])
  })

  test('twelve slowed jobs put every size on every function once, in whichever twelve', () => {
    for (const first of [1, 25]) {
      const met = Array.from({ length: 12 }, (_, index) => [...truthOf(first + 2 * index)])
      const all = met.flat().filter(([, more]) => more > 0)
      expect(new Set(all.map(String)).size).toBe(FUNCTIONS.length * SIZES.length)
    }
  })

  test('what is no whole number of units, or not there, is refused', () => {
    expect(withExtraWork("  a: 100,\n  'b c': 50,\n", new Map([['b c', 2]]))).toContain(
      "'b c': 51,",
    )
    expect(() => withExtraWork('  a: 10,\n', new Map([['a', 3]]))).toThrow('no whole number')
    expect(() => withExtraWork('  a: 10,\n', new Map([['b', 0]]))).toThrow('no units of b')
  })

  test('head is base with those units, and nothing that a benchmark reads is otherwise new', async () => {
    const truth = truthOf(1)
    const repository = await layOutRepository(truth)
    onTestFinished(repository.remove)
    const git = (...words: string[]): string =>
      execFileSync('git', words, { cwd: repository.root, encoding: 'utf8' })
    expect(git('diff', '--name-only', 'HEAD~1', 'HEAD').trim().split('\n')).toEqual([
      'NOTES.md',
      'src/units.ts',
    ])
    expect(git('status', '--porcelain')).toBe('')
    const text = git('show', 'HEAD~1:src/units.ts')
    expect(text).toBe(readFileSync(new URL('src/units.ts', project), 'utf8'))
    const head = (await import(join(repository.root, 'src/units.ts'))) as { units: typeof units }
    for (const [name, more] of truth) {
      const [own, its] = [units, head.units].map((one) => one[name as keyof typeof units])
      expect(100 * its!).toBe(own! * (100 + more))
    }
    await repository.remove()
    expect(existsSync(dirname(repository.root))).toBe(false)
  })

  test('each function has one benchmark, by its own name', () => {
    const folder = new URL('bench/', project)
    const texts = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), 'utf8'))
    const named = texts.flatMap((text) =>
      [...text.matchAll(/^test\('(.+)'/gm)].map(([, name]) => name),
    )
    expect(named).toHaveLength(FUNCTIONS.length)
    expect(new Set(named)).toEqual(new Set(FUNCTIONS))
  })
})

const environment = {
  cpu: 'A Processor',
  cores: 2,
  quota: null,
  os: 'Linux',
  node: 'v24.0.0',
  v8: '13',
  vitest: '5.1.1',
  lanemark: '0.1.0',
  date: '2026-11-20T10:00:00.000Z',
}

const circumstances = { job: 0, environment, build: 'abc', budget: 300_000, seed: 1 }

/** What a gate says that is always right: it fails on what is slower, by an interval of one per cent. */
function right(name: string, more: number): JudgedFunction {
  const change = (100 + more) / 100
  return {
    name,
    more,
    verdict: more > 0 ? 'regression' : 'unchanged',
    sure: more > 0 ? 'slower' : null,
    stage: more > 0 ? 'test' : 'screen',
    change,
    interval: [change - 0.005, change + 0.005],
    resolution: 1.015,
  }
}

type Says = (name: string, more: number) => JudgedFunction

function jobOf(job: number, says: Says = right): LiveJob {
  const functions = [...truthOf(job)].map(([name, more]) => says(name, more))
  const fails = functions.some(({ verdict }) => verdict === 'regression')
  return {
    schema: LIVE_SCHEMA,
    ...circumstances,
    job,
    exitCode: fails ? 1 : 0,
    seconds: 301.5,
    delivered: 1.98,
    functions,
  }
}

const logOf = (jobs: number, says: Says = right): LiveJob[] =>
  Array.from({ length: jobs }, (_, job) => jobOf(job, says))

/** As the replay has them, with good figures of many jobs. */
const replay = {
  settings: { budget: 300_000 },
  recording: { environment: { cpu: 'Another Processor', cores: 4 } },
  overall: [2, 3, 5].map((effect) => ({
    condition: 'quiet',
    effect,
    fails: rate(1190, 1200),
    reported: rate(1200, 1200),
  })),
  same: [
    {
      condition: 'quiet',
      fails: rate(0, 1000),
      coverage: { test: rate(999, 1000), shown: rate(9999, 10_000) },
    },
  ],
} as unknown as Replay

describe('the log', () => {
  test('what is written is read, and what is no job is refused with its line', () => {
    const log = logOf(3)
    const text = log.map((job) => `${JSON.stringify(job)}\n`).join('')
    expect(parseLog(text)).toEqual(log)
    expect(parseLog('')).toEqual([])
    expect(() => parseLog(`${text}{"schema":"lanemark/gate-live@9"}\n`)).toThrow('line 4')
    expect(() => parseLog(`${text}{"schema`)).toThrow('line 4')
  })

  test('each budget counts its own jobs', () => {
    expect(nextJob([], 300_000)).toBe(0)
    expect(nextJob([jobOf(0), jobOf(4)], 300_000)).toBe(5)
    expect(nextJob([jobOf(0)], 120_000)).toBe(0)
  })

  test('a gate that wrote nothing is a job in which nothing was said', () => {
    const ran = { exitCode: 2, seconds: 1.23, report: null }
    const job = lineOf(circumstances, truthOf(1), ran)
    expect(job).toMatchObject({ exitCode: 2, seconds: 1.2, delivered: null })
    expect(job.functions.map(({ verdict }) => verdict)).toEqual(FUNCTIONS.map(() => 'none'))
    expect(parseLog(JSON.stringify(job))).toEqual([job])
    const figures = figuresOf([job], 300_000)
    expect(figures.sizes.map(({ fails }) => fails?.hits)).toEqual([0, 0, 0, 0])
    expect(figures.otherwise).toMatchObject({ hits: 1, of: 1 })
  })
})

/** An empty folder for temporary files, so that whatever is left in it was left by the test's own job. */
function ownTemporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lanemark live test-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  vi.stubEnv('TMPDIR', folder)
  onTestFinished(() => void vi.unstubAllEnvs())
  return folder
}

test('a real job, of one function in a few seconds, is a line of the log', async () => {
  const temporary = ownTemporary()
  const words = ['-t', '^recursion']
  const job = await runJob(1, { budget: 5000, seed: 7, words }, new AbortController().signal)
  expect(parseLog(JSON.stringify(job))).toEqual([job])
  expect(job).toMatchObject({
    job: 1,
    seed: 7,
    budget: 5000,
    environment: { node: process.version },
  })
  // too little time for a verdict, or one of any kind: what it says of the others is fixed
  const others = job.functions.filter(({ name }) => name !== 'recursion')
  expect(others.map(({ verdict }) => verdict)).toEqual(others.map(() => 'none'))
  expect(job.exitCode).not.toBeNull()
  expect(readdirSync(temporary)).toEqual([])
})

test('a job that is interrupted leaves nothing', async () => {
  const temporary = ownTemporary()
  const reason = new Error('enough')
  const signal = AbortSignal.abort(reason)
  await expect(runJob(0, { budget: 60_000, seed: 7 }, signal)).rejects.toBe(reason)
  const controller = new AbortController()
  const ended = runJob(0, { budget: 60_000, seed: 7 }, controller.signal)
  setTimeout(() => controller.abort(reason), 1500)
  await expect(ended).rejects.toBe(reason)
  expect(readdirSync(temporary)).toEqual([])
})

describe('the page', () => {
  const answerOf = (page: string): string => page.split('\n')[2] ?? ''
  const pageOf = (log: LiveJob[]): string => liveMarkdown(log, replay)

  test('without a job it says so, and makes nothing up', () => {
    const page = pageOf([])
    expect(answerOf(page)).toContain('No job was run yet')
    expect(page).not.toContain('[')
    expect(pageOf([jobOf(0)])).not.toMatch(/NaN|undefined|null|Infinity/)
  })

  test('a gate that is always right: shares with exact intervals, and all counts', () => {
    const figures = figuresOf(logOf(80), 300_000)
    expect(figures.sizes.map(({ fails }) => fails?.hits)).toEqual([40, 40, 40, 40])
    expect(figures.identical).toMatchObject({ jobs: 40, alarms: { hits: 0, of: 40 } })
    expect(figures.same.unchanged).toMatchObject({ hits: 800, of: 800 })
    const page = pageOf(logOf(80))
    expect(answerOf(page)).toContain('of 2 % in 100 % [91.2, 100] (40 of 40)')
    expect(answerOf(page)).toContain('A false alarm failed 0 % [0, 8.8] (0 of 40)')
    expect(answerOf(page)).toContain("None of nine figures differs from the replay's by more")
    for (const name of FUNCTIONS) expect(page).toContain(`| \`${name}\` `)
  })

  test('half of the smallest slowdowns missed: a goal is missed, and the replay is contradicted', () => {
    const log = Array.from({ length: 80 }, (_, job) => jobOf(job, job % 4 === 1 ? right : blind))
    const figures = figuresOf(log, 300_000)
    expect(figures.sizes[0]?.fails).toMatchObject({ hits: 20, of: 40 })
    expect(liveGoals(figures)[0]).toMatchObject({ met: false, found: '50 % [33.8, 66.2]' })
    const apart = pairsOf(figures, replay).filter(differs)
    expect(apart.map(({ what }) => what)).toEqual([
      'a 2 % slowdown fails',
      'a 2 % slowdown is at least reported',
    ])
    expect(answerOf(pageOf(log))).toMatch(
      /differ from the replay: a 2 % slowdown fails \(50 %, not 99\.2 %\)/,
    )
    expect(pageOf(log)).toContain('| **yes**')
  })

  const blind: Says = (name, more) =>
    more === 2 ? { ...right(name, more), verdict: 'inconclusive', sure: null } : right(name, more)

  test('false alarms, wrong intervals and ends of other kinds are counted', () => {
    const wrong: JudgedFunction['interval'] = [1.02, 1.04]
    const alarm: Says = (name, more) =>
      name === 'json' && more === 0
        ? { ...right(name, more), verdict: 'regression', interval: wrong }
        : right(name, more)
    const log = [jobOf(0, alarm), jobOf(2), { ...jobOf(4), exitCode: 5 }]
    const figures = figuresOf(log, 300_000)
    expect(figures.identical.alarms).toMatchObject({ hits: 1, of: 3 })
    expect(figures.same.alarms).toMatchObject({ hits: 1, of: 36 })
    expect(figures.coverage).toMatchObject({ test: null, shown: { hits: 35, of: 36 } })
    expect(figures.otherwise).toMatchObject({ hits: 1, of: 3 })
  })

  test('each budget has a section, and only that of the replay stands beside it', () => {
    const short = [0, 1].map((job): LiveJob => Object.assign(jobOf(job), { budget: 120_000 }))
    const page = pageOf([...logOf(4), ...short])
    expect(page).toContain('## With 5.0 min: four jobs')
    expect(page).toContain('## With 2.0 min: two jobs')
    expect(pairsOf(figuresOf(short, 120_000), replay).every(({ p }) => p === null)).toBe(true)
  })

  test('which machines and which gate ran the jobs', () => {
    const page = pageOf([jobOf(0), { ...jobOf(1), build: 'def', delivered: null }])
    expect(page).toContain('recorded on Another Processor with 4 cores')
    expect(page).toContain('(build abc): one job from 2026-11-20')
    expect(page).toContain('(build def): one job from 2026-11-20.')
  })
})

test('the page that is kept is made of the log and the figures that are kept', () => {
  const path = (file: string): string => fileURLToPath(new URL(`../../${file}`, import.meta.url))
  const text = (file: string): string => readFileSync(path(file), 'utf8')
  const kept = JSON.parse(text('reports/gate-validation.json')) as Replay
  const page = liveMarkdown(readLog(path('validation/live/log.jsonl')), kept)
  expect(text('reports/gate-live.md')).toBe(marked('gate-live.md', page))
})
