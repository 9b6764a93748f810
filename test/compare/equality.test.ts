import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { difference } from '../../src/compare/equality.ts'
import { describe as text } from '../../src/text/describe.ts'
import { pack, unpack } from '../../src/worker/codec.ts'
import { planted, value } from './values.ts'

const LONGEST = 100

describe('equal are', () => {
  test('a value and its structured clone', () => {
    fc.assert(
      fc.property(value, (one) => {
        expect(difference(one, structuredClone(one))).toBe(null)
      }),
    )
  })

  test('a value and what comes out at the other side of a pool', () => {
    const sent = (one: unknown): unknown => unpack(pack(one, { shared: false }))
    fc.assert(
      fc.property(value, (one) => {
        expect(difference(one, sent(one))).toBe(null)
      }),
    )
  })

  test.each([
    ['NaN', NaN, NaN],
    ['a kernel’s error and a like one', new RangeError('no').message, new RangeError('no').message],
    ['objects whose keys stand in another order', { a: 1, b: 2 }, { b: 2, a: 1 }],
    ['sets whose members came in another order', new Set([1, 2]), new Set([2, 1])],
    ['parts of memory that lie elsewhere', Buffer.from('xab').subarray(1), Buffer.from('ab')],
  ])('%s', (_, one, other) => {
    expect(difference(one, other)).toBe(null)
  })
})

describe('a difference', () => {
  test('is found where it is', () => {
    fc.assert(
      fc.property(planted, ({ expected, actual, path, leaves }) => {
        expect(difference(expected, actual)).toMatchObject({ path })
        expect(difference(actual, expected)).toMatchObject({ path })
        expect(difference(...leaves)).toMatchObject({ path: 'the result itself' })
      }),
    )
  })

  test('is told in two short, different lines', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.tuple(value, value),
          planted.map((p) => p.leaves),
        ),
        ([one, other]) => {
          const found = difference(one, other)
          if (found === null) return
          expect(found.expected).not.toBe(found.actual)
          for (const line of [found.expected, found.actual]) {
            expect(line.length).toBeLessThan(LONGEST)
            expect(line).not.toContain('\n')
          }
        },
      ),
    )
  })

  test.each([
    ['zero’s signs', { x: [0] }, { x: [-0] }, '.x[0]', '0', '-0'],
    ['NaN and a number', [NaN], [1], '[0]', 'NaN', '1'],
    [
      'an entry of a map',
      new Map([['k', { v: 1 }]]),
      new Map([['k', { v: 2 }]]),
      ".get('k').v",
      '1',
      '2',
    ],
    [
      'an element of a typed array',
      new Float64Array([1, 2]),
      new Float64Array([1, 3]),
      '[1]',
      '2',
      '3',
    ],
    ['the kind of a number', [1n], [1], '[0]', '1n', '1'],
    ['plain memory', Uint8Array.of(1, 2).buffer, Uint8Array.of(1, 7).buffer, '[1]', '2', '7'],
    [
      'a cause',
      new Error('a', { cause: 1 }),
      new Error('a', { cause: 2 }),
      'the result itself',
      '',
      '',
    ],
  ])('of %s', (_, one, other, path, expected, actual) => {
    const found = difference(one, other)
    expect(found?.path).toBe(path)
    expect(found?.expected).toContain(expected)
    expect(found?.actual).toContain(actual)
  })

  test('of big integers is shown at the digit where they part', () => {
    const one = 10n ** 5000n
    const other = one + 10n ** 1000n
    const found = difference({ total: one }, { total: other })
    expect(found?.path).toBe('.total')
    expect(found?.expected).toMatch(/^…0+… \(from 4000\)$/)
    expect(found?.actual).toMatch(/^…0{10}10+… \(from 4000\)$/)
  })

  test('of long texts is shown where they part', () => {
    const found = difference(`${'a'.repeat(500)}b`, `${'a'.repeat(500)}c`)
    expect(found).toMatchObject({ expected: '…aaaaaaaaaab… (from 500)' })
    expect(found).toMatchObject({ actual: '…aaaaaaaaaac… (from 500)' })
  })

  test.each([
    ['lists of different length', [1, 2], [1, 2, 3], '[ 1, 2 ]', '[ 1, 2, 3 ]'],
    ['objects with other keys', { a: 1 }, { b: 1 }, '{ a: 1 }', '{ b: 1 }'],
    ['sets', new Set([1]), new Set([2]), 'Set(1) { 1 }', 'Set(1) { 2 }'],
    [
      'classes',
      { x: 1 },
      new (class Point {
        x = 1
      })(),
      '{ x: 1 }',
      'Point { x: 1 }',
    ],
    ['empty places', Object.assign([], { length: 1 }), [undefined], '<1 empty item>', 'undefined'],
  ])('of %s is told of the whole', (_, one, other, expected, actual) => {
    const found = difference([one], [other])
    expect(found?.path).toBe('[0]')
    expect(found?.expected).toContain(expected)
    expect(found?.actual).toContain(actual)
  })

  test('deep in long lists that begin alike is shown all the same', () => {
    const long = (last: string) => new Set([...Array.from({ length: 500 }, (_, at) => at), last])
    const found = difference(long('one'), long('other'))
    expect(found?.expected).toContain('one')
    expect(found?.actual).toContain('other')
  })

  test('of functions, which are never the same twice, says so', () => {
    const make = () => () => 1
    expect(difference(make(), make())?.actual).toContain('another one')
  })
})

describe('values that hold themselves', () => {
  const knot = (leaf: number) => {
    const one: Record<string, unknown> = {}
    one['self'] = one
    one['list'] = [one, { leaf }]
    return one
  }

  test('are equal to their clones', () => {
    expect(difference(knot(1), structuredClone(knot(1)))).toBe(null)
  })

  test('differ where they do, not where they turn back', () => {
    expect(difference(knot(1), knot(2))).toEqual({
      path: '.list[1].leaf',
      expected: text(1),
      actual: text(2),
      parts: [1, 2],
    })
  })
})
