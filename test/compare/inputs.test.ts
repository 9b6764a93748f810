/** A kernel that changes its input is told so, and nobody else gets what it changed. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Inputs } from '../../src/compare/inputs.ts'
import { LanemarkError } from '../../src/findings.ts'
import { value } from './values.ts'

function changed(inputs: Inputs): unknown {
  try {
    inputs.check('serial')
    return null
  } catch (error) {
    if (error instanceof LanemarkError) return error.finding
    throw error
  }
}

class Point {
  x = 1
  readonly #hidden = 2
  get sum(): number {
    return this.x + this.#hidden
  }
}

test('whatever is given stays unchanged as long as nobody changes it', () => {
  fc.assert(
    fc.property(fc.array(value), (values) => {
      const inputs = new Inputs(values)
      expect(inputs.given).toEqual(values)
      expect(changed(inputs)).toBe(null)
    }),
  )
})

test('holes are inputs too', () => {
  const holes = Array.from<number>({ length: 3 })
  delete holes[1]
  expect(new Inputs(holes).given).toHaveLength(3)
})

describe('a change', () => {
  test.each([
    ['sorting in place', [3, 1, 2], (list: number[]) => list.sort(), '[0]', '3', '1'],
    [
      'of a part',
      { deep: [{ leaf: 1 }] },
      (it: any) => (it.deep[0].leaf = 2),
      '.deep[0].leaf',
      '1',
      '2',
    ],
    ['of bytes', Uint8Array.of(1, 2), (it: Uint8Array) => it.fill(9), '[0]', '1', '9'],
    [
      'of a map',
      new Map([['k', 1]]),
      (it: Map<string, number>) => it.set('k', 2),
      ".get('k')",
      '1',
      '2',
    ],
    ['adding', [1], (it: number[]) => it.push(2), 'the input itself', '[ 1 ]', '[ 1, 2 ]'],
    ['of an instance', new Point(), (it: Point) => (it.x = 5), '.x', '1', '5'],
    ['beside a function', { f: () => 1, n: [1] }, (it: any) => (it.n[0] = 2), '.n[0]', '1', '2'],
    [
      'of a set of instances',
      new Set([new Point()]),
      (it: Set<Point>) => it.clear(),
      'the input itself',
      'Set(1)',
      'Set(0)',
    ],
    ['of a date', { at: new Date(0) }, (it: any) => it.at.setTime(1), '.at', '1970', '1970'],
  ] as [string, unknown, (input: never) => unknown, string, string, string][])(
    '%s is found with its place',
    (_, input, change, path, before, after) => {
      const inputs = new Inputs([0, input])
      change(inputs.given[1] as never)
      expect(changed(inputs)).toMatchObject({
        code: 'input-changed',
        mode: 'serial',
        index: 1,
        path,
      })
      expect(changed(inputs)).toMatchObject({ before: expect.stringContaining(before) })
      expect(changed(inputs)).toMatchObject({ after: expect.stringContaining(after) })
    },
  )

  test('does not reach the caller’s own value', () => {
    const own = { list: [3, 1, 2] }
    const inputs = new Inputs([own])
    ;(inputs.given[0] as typeof own).list.sort()
    expect(own).toEqual({ list: [3, 1, 2] })
  })
})

test('what has no faithful copy is given as it is', () => {
  const [point, call, url] = [new Point(), () => 1, new URL('file:///x')]
  const { given } = new Inputs([point, call, { url }])
  expect(given[0]).toBe(point)
  expect((given[0] as Point).sum).toBe(3)
  expect(given[1]).toBe(call)
  expect((given[2] as { url: URL }).url).toBe(url)
})

test('one value given many times is one value, and copied once', () => {
  const big = { list: [1] }
  const { given } = new Inputs([big, big, big])
  expect(new Set(given).size).toBe(1)
})
