/** What can cross to a worker, what stays shared, what moves, and what is refused. */
import { expect, test } from 'vitest'
import { closure, echo, increment, incrementBare, sum } from '../kernels/index.ts'
import { findingOf, LOCAL, MODES, POOLS, sharedExecutors } from './support.ts'

const shared = sharedExecutors()

const SHARING = [...LOCAL, 'threads'] as const

test.for(SHARING)('%s shares memory with the kernel', async (mode) => {
  const numbers = new Int32Array(new SharedArrayBuffer(12), 4, 2)
  const kinds = await shared(mode).map(increment, [numbers, numbers, numbers])
  expect(kinds).toEqual(Array.from({ length: 3 }, () => '[object SharedArrayBuffer]'))
  expect([...numbers]).toEqual([3, 3])
  expect([...new Int32Array(numbers.buffer)]).toEqual([0, 3, 3])
})

test.for(SHARING)('%s shares memory that comes without a view', async (mode) => {
  const memory = new SharedArrayBuffer(8)
  await shared(mode).map(incrementBare, [memory, memory])
  expect([...new Int32Array(memory)]).toEqual([2, 2])
})

test('memory that a thread gives back is still the same memory', async () => {
  const memory = new SharedArrayBuffer(4)
  const input = { bare: memory, view: new Uint8Array(memory, 1, 2), copied: new Uint8Array(3) }
  const [output] = (await shared('threads').map(echo, [input])) as (typeof input)[]
  new Uint8Array(memory).set([5, 6, 7, 8])
  expect(new Uint8Array(output?.bare ?? memory)).toEqual(Uint8Array.of(5, 6, 7, 8))
  expect(output?.bare).not.toBe(memory)
  expect(output?.view).toEqual(Uint8Array.of(6, 7))
})

test('processes refuse shared memory, and say where it would work', async () => {
  const view = { list: [1, { numbers: new Int32Array(new SharedArrayBuffer(4)) }] }
  const bare = new Map([['memory', new SharedArrayBuffer(4)]])
  const finding = await findingOf('cannot-cross', shared('processes').map(echo, [0, view]))
  expect(finding).toEqual({
    code: 'cannot-cross',
    mode: 'processes',
    what: 'input',
    index: 1,
    type: 'SharedArrayBuffer',
    path: '.list[1].numbers',
    lacks: null,
    works: ['serial', 'concurrent', 'threads'],
  })
  const other = await findingOf('cannot-cross', shared('processes').map(echo, [bare]))
  expect(other).toMatchObject({ type: 'SharedArrayBuffer', path: '.get(memory)' })
})

test.for(POOLS)('%s refuses an input that cannot be serialised', async (mode) => {
  const inputs = [1, { ok: true, list: [() => 1] }]
  const finding = await findingOf('cannot-cross', shared(mode).map(echo, inputs))
  expect(finding).toEqual({
    code: 'cannot-cross',
    mode,
    what: 'input',
    index: 1,
    type: 'function',
    path: '.list[0]',
    lacks: null,
    works: ['serial', 'concurrent'],
  })
  expect(await shared(mode).map(echo, [2])).toEqual([2])
})

test.for(POOLS)('%s refuses a result that cannot be serialised', async (mode) => {
  const finding = await findingOf('cannot-cross', shared(mode).map(closure, [undefined as never]))
  expect(finding).toMatchObject({ mode, what: 'result', type: 'function', path: '.inner.call' })
  expect(await shared(mode).map(echo, [2])).toEqual([2])
})

test.for(LOCAL)('%s passes on everything, for nothing crosses', async (mode) => {
  const input = { call: (): number => 1, symbol: Symbol('s') }
  expect((await shared(mode).map(echo, [input]))[0]).toBe(input)
})

test('threads move the buffers they are told to', async () => {
  const numbers = Float64Array.of(1, 2, 3.5)
  const transfer = (input: Float64Array<ArrayBuffer>): ArrayBuffer[] => [input.buffer, input.buffer]
  expect(await shared('threads').map(sum, [numbers], { transfer })).toEqual([6.5])
  expect(numbers.buffer.detached).toBe(true)
  expect(numbers).toHaveLength(0)
})

test('a moved buffer and shared memory cross together', async () => {
  const input = { moved: new ArrayBuffer(4), memory: new SharedArrayBuffer(2) }
  const view = { ...input, view: new Uint8Array(input.moved, 1, 2) }
  const transfer = ({ moved }: typeof input): ArrayBuffer[] => [moved]
  const [output] = await shared('threads').map(echo, [view], { transfer })
  expect(output).toEqual({
    moved: new ArrayBuffer(4),
    memory: new SharedArrayBuffer(2),
    view: new Uint8Array(2),
  })
  expect(input.moved.detached).toBe(true)
})

test.for([...LOCAL, 'processes'] as const)('%s leaves the buffers where they are', async (mode) => {
  const numbers = Float64Array.of(1, 2, 3.5)
  const transfer = (input: Float64Array<ArrayBuffer>): ArrayBuffer[] => [input.buffer]
  expect(await shared(mode).map(sum, [numbers], { transfer })).toEqual([6.5])
  expect([...numbers]).toEqual([1, 2, 3.5])
})

test('a buffer that cannot move is refused', async () => {
  const transfer = (input: Uint8Array<ArrayBuffer>): ArrayBuffer[] => [input.buffer]
  const bytes = new Uint8Array(4)
  // a small Buffer is a piece of a pool, which others use
  const inputs = [
    [bytes, bytes],
    [Buffer.from('small')],
    [new Uint8Array(new SharedArrayBuffer(1))],
  ]
  for (const list of inputs as Uint8Array<ArrayBuffer>[][]) {
    const finding = await findingOf(
      'option-invalid',
      shared('threads').map(echo, list, { transfer }),
    )
    expect(finding.option).toBe('transfer')
  }
  expect(await shared('threads').map(echo, [3])).toEqual([3])
})

test('a buffer that moved away earlier is named as the reason', async () => {
  const bytes = new Uint8Array(4)
  structuredClone(bytes, { transfer: [bytes.buffer] })
  for (const mode of POOLS) {
    const finding = await findingOf('cannot-cross', shared(mode).map(echo, [{ bytes }]))
    expect(finding).toMatchObject({ type: 'moved ArrayBuffer', path: '.bytes' })
  }
})

test.for(MODES)(
  '%s gives a view the part of the buffer that it shows, and no more',
  async (mode) => {
    const part = new Uint16Array(Uint16Array.of(1, 2, 3, 4, 5).buffer, 2, 3)
    const [output] = (await shared(mode).map(echo, [part])) as Uint16Array[]
    expect(output).toEqual(Uint16Array.of(2, 3, 4))
  },
)
