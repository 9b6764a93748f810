/** Large values: they arrive as small ones do, whichever way they take. */
import { expect, test } from 'vitest'
import { echo, large } from '../kernels/index.ts'
import { asTheyAre } from '../../src/worker/native.ts'
import { findingOf, POOLS, sharedExecutors } from './support.ts'

const shared = sharedExecutors()

const words = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `word ${index}, and as long as a word may get`)

/** Of a kind each, all of them large; `native`: whether the channel copies them. */
const KINDS: [name: string, value: unknown, native: boolean][] = [
  ['objects', { list: words(3000).map((word, id) => ({ id, word, big: 2n ** 80n })) }, true],
  ['lists with holes', Object.assign(words(3000), { 5000: 'last', extra: 1 }), true],
  ['nothing and its kin', { list: words(3000), a: undefined, b: null, c: NaN, d: -0 }, true],
  ['a buffer', new Uint8Array(100_000).fill(7).buffer, true],
  ['a whole view', new Float64Array(20_000).fill(0.5), true],
  ['a picture', { width: 300, height: 100, pixels: new Uint8ClampedArray(120_000).fill(9) }, true],
  ['a part of a buffer', new Uint8Array(200_000).fill(3).subarray(50_000, 150_000), false],
  ['a Buffer', Buffer.alloc(100_000, 'ab'), false],
  ['a map', new Map(words(3000).map((word, index) => [word, index])), false],
  ['a date among objects', { list: words(3000), at: new Date(5) }, false],
  ['a text', words(3000).join(' '), true],
]

for (const [name, value, native] of KINDS) {
  test(`${name}: ${native ? 'travels as it is' : 'is packed'}`, () => {
    expect(asTheyAre([value], { views: true }) !== null).toBe(native)
  })
}

test.for(POOLS)('%s: large values arrive as they were', async (mode) => {
  const values = KINDS.map(([, value]) => value)
  const results = await shared(mode).map(echo, values)
  for (const [position, [name, value]] of KINDS.entries()) {
    expect({ name, value: results[position] }).toStrictEqual({ name, value })
  }
})

test.for(POOLS)('%s: a view brings its own part of a buffer and no more', async (mode) => {
  const view = new Uint8Array(400_000).subarray(0, 100_000)
  const [result] = (await shared(mode).map(echo, [{ view }])) as { view: Uint8Array }[]
  expect(result?.view.buffer.byteLength).toBe(100_000)
})

test.for(POOLS)('%s: parts that a large value has twice are one part still', async (mode) => {
  const list = words(3000)
  const ring: { list: string[]; again: string[]; ring?: unknown } = { list, again: list }
  const [both] = (await shared(mode).map(echo, [ring])) as (typeof ring)[]
  expect(both?.again).toBe(both?.list)
  ring.ring = ring
  const [round] = (await shared(mode).map(echo, [ring])) as (typeof ring)[]
  expect(round?.ring).toBe(round)
})

test.for(POOLS)('%s: many large values, several calls at a time', async (mode) => {
  const inputs = Array.from({ length: 30 }, (_, index) => ({ index, list: words(3000) }))
  const calls = await Promise.all([0, 1, 2].map(() => shared(mode).map(echo, inputs)))
  for (const results of calls) {
    expect(results.map((result) => (result as { index: number }).index)).toEqual([...inputs.keys()])
  }
})

test.for(POOLS)('%s: what hides in a large value is refused with its place', async (mode) => {
  const list = words(3000)
  const inner = await findingOf('cannot-cross', shared(mode).map(echo, [{ list, f: [() => 1] }]))
  expect(inner).toMatchObject({ what: 'input', type: 'function', path: '.f[0]' })
  const emptied = { list: Object.assign(words(3000), { tag: { [Symbol('tag')]: 1 } }) }
  const tag = await findingOf('cannot-cross', shared(mode).map(echo, [emptied]))
  expect(tag).toMatchObject({ type: 'Object', path: '.list.tag' })
  const proxy = { list, proxy: new Proxy({ a: 1 }, {}) }
  const hidden = await findingOf('cannot-cross', shared(mode).map(echo, [proxy]))
  expect(hidden).toMatchObject({ what: 'input', type: 'Proxy', path: '.proxy' })
  for (const other of [list, []]) {
    const thrower = {
      other,
      get late(): number {
        throw new Error('no')
      },
    }
    const thrown = await findingOf('cannot-cross', shared(mode).map(echo, [7, thrower]))
    expect(thrown).toMatchObject({ what: 'input', index: 1 })
  }
  expect(await shared(mode).map(echo, [{ list }])).toEqual([{ list }])
})

test.for(POOLS)(
  '%s: what becomes of a task with a large value, becomes of it alone',
  async (mode) => {
    const list = words(3000)
    const acts = ['return', 'exit', 'return', 'throw', 'return a function', 'change later'] as const
    const inputs = acts.map((act) => ({ list, act }))
    const outcomes = await shared(mode).map(large, inputs, { settle: true })
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
    ])
    expect(outcomes[5]).toMatchObject({ value: { list } })
    const codes = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason.finding] : [],
    )
    expect(codes).toMatchObject([
      { code: 'worker-died', index: 1 },
      { code: 'task-threw', index: 3 },
      { code: 'cannot-cross', index: 4, what: 'result', path: '.inner.call' },
    ])
  },
)

test.for(POOLS)('%s: a call that was given up leaves nothing behind for the next', async (mode) => {
  const given = Array.from({ length: 20 }, () => ({ list: words(3000) }))
  const controller = new AbortController()
  const call = shared(mode).map(echo, given, { signal: controller.signal })
  controller.abort(new Error('enough'))
  await expect(call).rejects.toThrow('enough')
  const next = Array.from({ length: 4 }, (_, index) => ({ index, list: words(3000) }))
  expect(await shared(mode).map(echo, next)).toStrictEqual(next)
})
