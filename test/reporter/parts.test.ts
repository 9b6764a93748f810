/** One part of a report that cannot be shown, or shares its name: the others are not harmed. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Comparison } from '../../src/model.ts'
import { parseReport } from '../../src/report/report-file.ts'
import { smallReport } from '../report/fixtures/digest.ts'
import { fakeRun } from './fake-vitest.ts'

const BENCH = 'bench/a.bench.ts'

let root = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lanemark-parts-'))
})
afterEach(async () => {
  process.exitCode = undefined
  await rm(root, { recursive: true })
})

const read = (name: string): Promise<string> => readFile(join(root, 'reports', name), 'utf8')

const [sound] = smallReport.comparisons as [Comparison]
const named = (name: string, parts: Partial<Comparison> = {}): Comparison => ({
  ...sound,
  name,
  ...parts,
})

/** Ways in which a comparison can be one that cannot be shown. */
const BAD: [string, Partial<Comparison>][] = [
  // one hole in the inputs was enough
  ['a hole in its tasks', { tasks: [...sound.tasks, undefined] as never }],
  ['a figure that JSON does not have', { seed: Number.NaN }],
  [
    'no traces of a case',
    { cases: sound.cases.map((each) => ({ ...each, traces: null }) as never) },
  ],
  ['nothing that it should have', {}],
]

test.each(BAD)(
  'with %s, the rest of the report is written and the part is named',
  async (_, bad) => {
    const comparisons = [named('first'), named('bad'), named('last')]
    comparisons[1] =
      Object.keys(bad).length === 0 ? ({ name: 'bad' } as Comparison) : named('bad', bad)
    const run = await fakeRun(root)
    await run.ran(BENCH, { comparisons })
    const report = parseReport(await read('a.json'), 'a.json')
    expect(report.comparisons.map(({ name }) => name)).toEqual(['first', 'last'])
    expect(report.benches).toHaveLength(1)
    expect(report.omitted).toMatchObject([{ name: 'bad', reason: expect.any(String) }])
    const page = await read('a.md')
    expect(page).toContain('\n## bad\n')
    expect(page).toContain('This was measured and cannot be shown: ')
    expect(run.logged.join('\n')).toMatch(/^bad\n +omitted /m)
    expect(run.errors.join('\n')).toContain('bad cannot be shown: ')
    expect(process.exitCode).toBe(1)
  },
)

test('of one name are told apart by their kernels, or else by a number', async () => {
  const kernel = (name: string) => ({ kernel: { ...sound.kernel, export: name } })
  const comparisons = [
    named('sorting', kernel('quick')),
    named('sorting', kernel('merge')),
    named('adding'),
    named('adding'),
    named('alone'),
  ]
  await (await fakeRun(root)).ran(BENCH, { comparisons, groups: 0 })
  const { comparisons: shown } = parseReport(await read('a.json'), 'a.json')
  expect(shown.map(({ name }) => name)).toEqual([
    'sorting: quick',
    'sorting: merge',
    'adding',
    'adding (2)',
    'alone',
  ])
  const page = await read('a.md')
  const headings = page.match(/^## .*$/gm) ?? []
  expect(new Set(headings).size).toBe(headings.length)
})
