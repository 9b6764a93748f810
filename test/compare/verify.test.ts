/** Results are held against serial's; a difference names its cause. */
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { verify, withCause } from '../../src/compare/verify.ts'
import { LanemarkError } from '../../src/findings.ts'
import type { Why } from '../../src/findings.ts'
import type { Mode } from '../../src/model.ts'
import { pack, unpack } from '../../src/worker/codec.ts'

type Equals = (actual: unknown, expected: unknown) => unknown

function refusal(actual: unknown, expected: unknown, mode: Mode, equals: Equals | null = null) {
  try {
    const expectation = {
      inputs: ['an input'],
      context: null,
      expected: [expected],
      equals,
      divided: false,
    }
    verify([actual], expectation, { label: mode, mode })
  } catch (error) {
    if (error instanceof LanemarkError) return error
    throw error
  }
  throw new Error('not refused')
}

const crossed = (value: unknown): unknown => unpack(pack(value, { shared: false }))

class Point {
  x = 1
}

class QuotaError extends Error {
  code = 'E_QUOTA'
}

const sticky = /a/g
sticky.test('aa')

describe('the cause of a difference', () => {
  const lost = [new Point(), { deep: [new Point()] }]
  test.each<[what: string, expected: unknown, actual: unknown, mode: Mode, why: Why, say: string]>([
    ['a class, lost on the way', lost, crossed(lost), 'threads', 'prototype', 'loses its class'],
    [
      'an Error',
      [new QuotaError('x')],
      crossed([new QuotaError('x')]),
      'processes',
      'error',
      'plain data',
    ],
    [
      'symbols as keys',
      { a: 1, [Symbol.for('b')]: 2 },
      { a: 1 },
      'threads',
      'symbols',
      'use texts as keys',
    ],
    [
      'a property of a Map',
      [Object.assign(new Map(), { extra: 1 })],
      [new Map()],
      'threads',
      'properties',
      'beside it',
    ],
    ['where a RegExp is', sticky, crossed(sticky), 'threads', 'last-index', '`lastIndex`'],
    [
      'a stack',
      'Error: x\n    at f (a.js:1:2)',
      'Error: x\n    at g (b.js:3:4)',
      'threads',
      'stack',
      'a stack',
    ],
    ['rounding', 0.1 + 0.2, 0.3, 'threads', 'rounding', '`equals` can allow'],
    ['functions', () => 1, () => 1, 'concurrent', 'functions', 'no function equals another'],
    ['the realm', [1], runInNewContext('[1]'), 'concurrent', 'realm', 'their realm'],
    ['a second call', 1, 2, 'serial', 'again', 'stays from call to call'],
    ['anything else', 1, 2, 'threads', 'elsewhere', 'the process and thread'],
    [
      'another class that did not cross',
      new Point(),
      { x: 1 },
      'concurrent',
      'elsewhere',
      'more than its input',
    ],
  ])('%s', (_, expected, actual, mode, why, say) => {
    const { finding, message } = refusal(actual, expected, mode)
    expect(finding).toMatchObject({ code: 'results-differ', why })
    expect(message).toContain(say)
  })
})

describe('the cause of a difference that the results do not show', () => {
  async function causeOf(mode: Mode, again: unknown, input: unknown, context: unknown = null) {
    const expectation = { inputs: [input], context: { value: context }, expected: [true] }
    const thrown = refusal(false, true, mode)
    const error = await withCause(thrown, expectation, { mode, again: async () => again })
    return (error as LanemarkError).finding
  }

  test('is what the input or the context has lost, where it crossed', async () => {
    const lost = { lost: 'class', type: 'Point', path: '.at[0]' }
    const within = { at: [new Point()] }
    expect(await causeOf('threads', true, within)).toMatchObject({
      why: 'elsewhere',
      lost: { what: 'input', ...lost },
    })
    expect(await causeOf('processes', true, 1, within)).toMatchObject({
      lost: { what: 'context', ...lost },
    })
    expect(await causeOf('concurrent', true, within)).toMatchObject({ lost: null })
  })

  test('is the kernel’s own, where it gives another result each time', async () => {
    const moody = await causeOf('threads', false, { at: [new Point()] })
    expect(moody).toMatchObject({ why: 'again', lost: null })
  })
})

describe('state that nobody sees', () => {
  test('cannot be compared, and does not count as equal', () => {
    const blob = (text: string) => ({ at: [new Blob([text])] })
    expect(refusal(blob('a'), blob('b'), 'concurrent').finding).toMatchObject({
      code: 'results-hidden',
      mode: 'concurrent',
      index: 0,
      type: 'Blob',
      path: '.at[0]',
    })
  })

  test('is the same state where it is one object', () => {
    const one = new Headers()
    expect(() => refusal(one, one, 'concurrent')).toThrow('not refused')
  })

  test('is for `equals` to judge', () => {
    const size = (one: unknown, other: unknown) => (one as Blob).size === (other as Blob).size
    expect(() => refusal(new Blob(['a']), new Blob(['b']), 'concurrent', size)).toThrow(
      'not refused',
    )
  })
})

describe('the option `equals`', () => {
  test('has the last word', () => {
    expect(refusal(1, 1, 'threads', () => false).finding).toMatchObject({ why: 'equals' })
    expect(() => refusal(1, 2, 'threads', () => true)).toThrow('not refused')
  })

  test('that throws is told with mode, input and its own error', () => {
    const own = new TypeError('no such field')
    const error = refusal(1, 1, 'processes', () => {
      throw own
    })
    expect(error.finding).toMatchObject({ code: 'equals-threw', mode: 'processes', index: 0 })
    expect(error.message).toContain("input 0 ('an input'): TypeError: no such field")
    expect(error.cause).toBe(own)
  })

  test.each<[string, Equals, string]>([
    ['a promise', async () => false, 'a Promise'],
    ['a promise that rejects', () => Promise.reject(new Error('later')), 'a Promise'],
    ['nothing', () => undefined, 'undefined'],
    ['a number', () => 0, '0'],
    ['a text', () => 'yes', '"yes"'],
  ])('that returns %s is refused', (_, equals, got) => {
    const { finding, message } = refusal(1, 1, 'threads', equals)
    expect(finding).toMatchObject({ code: 'equals-undecided', mode: 'threads', index: 0, got })
    expect(message).toContain('true or false')
  })
})
