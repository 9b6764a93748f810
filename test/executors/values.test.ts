/**
 * Whatever crosses arrives as it was, or without what the rule says, or is refused with its place. The
 * page docs/values.md is made here (a change that is meant: run once with UPDATE_GOLDEN=1).
 */
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import type { LanemarkError } from '../../src/index.ts'
import { echo, make, makeWithin, normOf } from '../kernels/index.ts'
import { KINDS, Point } from '../kernels/kinds.ts'
import type { KindName } from '../kernels/kinds.ts'
import { FATES, isCarried, isRefused } from './fates.ts'
import { failureOf, findingOf as rejected, MODES, POOLS, sharedExecutors } from './support.ts'

const shared = sharedExecutors()
const names: string[] = Object.keys(KINDS)
const settle = { settle: true } as const

const carried = Object.entries(FATES).filter(isCarried)
const refused = Object.entries(FATES).filter(isRefused)

type Outcomes = PromiseSettledResult<unknown>[]

describe.each(POOLS)('%s', (mode) => {
  const inputs: { bare: Outcomes; within: Outcomes } = { bare: [], within: [] }
  const results: { bare: Outcomes; within: Outcomes } = { bare: [], within: [] }

  beforeAll(async () => {
    const pool = shared(mode)
    const values = Object.values(KINDS).map((kind) => kind())
    const within = Object.values(KINDS).map((kind) => ({ at: [kind()] }))
    inputs.bare = await pool.map(echo, values, settle)
    inputs.within = await pool.map(echo, within, settle)
    results.bare = await pool.map(make, names as KindName[], settle)
    results.within = await pool.map(makeWithin, names as KindName[], settle)
  })

  describe.each([
    ['input', inputs],
    ['result', results],
  ] as const)('as an %s', (what, outcomes) => {
    test.each(carried)('%s arrives', (name, { as }) => {
      const index = names.indexOf(name)
      const bare = valueOf(outcomes.bare[index])
      expect(bare).toStrictEqual(as())
      // properties beside the content of a Map or a Date are seen by this one alone
      expect(isDeepStrictEqual(bare, as())).toBe(true)
      expect(valueOf(outcomes.within[index])).toStrictEqual({ at: [as()] })
    })

    test.each(refused)('%s is refused', (name, { type, path, lacks }) => {
      const index = names.indexOf(name)
      const finding = { code: 'cannot-cross', mode, what, index, type }
      const bare = findingOf(outcomes.bare[index])
      expect(bare).toMatchObject({ ...finding, path })
      expect('lacks' in bare ? String(bare.lacks) : '').toMatch(lacks ?? /^null$/)
      const deeper = path === 'the value itself' ? '.at[0]' : `.at[0]${path}`
      expect(findingOf(outcomes.within[index])).toMatchObject({ ...finding, path: deeper })
    })
  })
})

function valueOf(outcome: PromiseSettledResult<unknown> | undefined): unknown {
  if (outcome?.status === 'fulfilled') return outcome.value
  throw new Error('it did not arrive', { cause: outcome?.reason })
}

function findingOf(outcome: PromiseSettledResult<unknown> | undefined) {
  if (outcome?.status === 'rejected') return (outcome.reason as LanemarkError).finding
  throw new Error('it was not refused')
}

test.each(POOLS)(
  '%s: what looks plain and is not does no harm to those beside it',
  async (mode) => {
    const beside = { a: { b: 1 } }
    const odd = [beside, new Proxy({ a: 1 }, {}), { c: 2 }, { d: new Proxy([1], {}) }, { e: [3] }]
    const outcomes = await shared(mode).map(echo, odd, { settle: true, chunk: 5 })
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toEqual(
      [beside, { c: 2 }, { e: [3] }].map((value) => ({ status: 'fulfilled', value })),
    )
    expect(findingOf(outcomes[3])).toMatchObject({ type: 'Proxy', path: '.d', index: 3 })
  },
)

test.each(POOLS)('%s: a kernel that misses what its input has lost is told so', async (mode) => {
  const error = await failureOf(shared(mode).map(normOf, [new Point()]))
  const lost = { what: 'input', lost: 'class', type: 'Point', path: '' }
  expect(error.finding).toMatchObject({ code: 'task-threw', index: 0, lost })
  expect(error.message).toContain('a Point that is the input lost its class')
  // what lost nothing is not to blame
  const plain = shared(mode).map(normOf, [{ x: 1 } as Point])
  expect(await rejected('task-threw', plain)).toMatchObject({ lost: null })
})

test.each(MODES)('%s: the same for its context, where it crosses', async (mode) => {
  const context = { within: [new Point()] }
  const failed = shared(mode).map(normOf, [{ x: 1 } as Point], { context })
  const lost = { what: 'context', lost: 'class', type: 'Point', path: '.within[0]' }
  const crosses = mode === 'threads' || mode === 'processes'
  expect(await rejected('task-threw', failed)).toMatchObject({ lost: crosses ? lost : null })
})

const page = fileURLToPath(new URL('../../docs/values.md', import.meta.url))

const INTRODUCTION = `# Values on their way to a worker

In \`threads\` and \`processes\`, inputs, results and contexts cross as copies, and the rule is that of
structured clone: **an object arrives as its own enumerable properties, and a built-in one as its
content**. What is more than that stays behind: classes with their methods, properties with symbols as
keys. What would arrive emptied is refused, with its place in the value: whatever keeps its state in
private fields, in symbols or within the platform. (An instance of a class without any property counts
as that, too.) What a kernel throws arrives with its name, message, stack, cause and properties.

Where the kernel throws and its input lost something on the way, the error says so. A comparison finds
results that differ by what was lost, and names it. \`serial\` and \`concurrent\` pass on everything, but
where nobody sees what two results hold, a comparison does not call them equal: it asks for \`equals\`.

The tables are made by a test that sends each of these both ways. Besides, a \`SharedArrayBuffer\` stays
shared with threads; processes get a copy of one that \`shared\` made, once, and refuse others. Buffers in
\`transfer\` are not copied.
`

test('the page is that of these values', async () => {
  const kept = carried.filter(([, { lost }]) => lost === null).map(([name]) => name)
  const losing = carried.flatMap(([name, { lost }]) => (lost === null ? [] : [[name, lost]]))
  const sections = [
    INTRODUCTION,
    `## Arrives as it was\n\n${kept.join(', ')}.\n`,
    table('Arrives without a part', ['value', 'loses'], losing),
    table(
      'Is refused',
      ['value', 'send instead'],
      refused.map(([name, { instead }]) => [name, instead]),
    ),
  ]
  const text = sections.join('\n')
  if (process.env['UPDATE_GOLDEN'] === '1') await writeFile(page, text)
  expect(await readFile(page, 'utf8')).toBe(text)
})

function table(title: string, head: string[], rows: string[][]): string {
  const lines = [head, ...rows]
  const widths = head.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)))
  const row = (line: readonly string[]): string =>
    `| ${line.map((text, at) => text.padEnd(widths[at] ?? 0)).join(' | ')} |`
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`
  const [first = [], ...rest] = lines.map(row)
  return `## ${title}\n\n${[first, rule, ...rest].join('\n')}\n`
}
