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
  // oxlint-disable-next-line no-sparse-arrays -- that is what is tested
  expect(new Inputs([1, , 3]).given).toEqual([1, undefined, 3])
})

/** An input and something that changes the copy of it that is given. */
function change<Input>(what: string, input: Input, make: (given: Input) => unknown) {
  const inputs = new Inputs([0, input])
  return { what, inputs, make: () => make(inputs.given[1] as Input) }
}

describe('a change', () => {
  const byNumber = (one: number, other: number): number => one - other
  test.each([
    // oxlint-disable-next-line unicorn/no-array-sort -- that is what is tested
    [change('sorting in place', [3, 1, 2], (it) => it.sort(byNumber)), '[0]', '3', '1'],
    [
      change('of a part', { deep: [{ leaf: 1 }] }, (it) => Object.assign(it.deep, [{ leaf: 2 }])),
      '.deep[0].leaf',
      '1',
      '2',
    ],
    [change('of bytes', Uint8Array.of(1, 2), (it) => it.fill(9)), '[0]', '1', '9'],
    [change('of a map', new Map([['k', 1]]), (it) => it.set('k', 2)), ".get('k')", '1', '2'],
    [change('adding', [1], (it) => it.push(2)), 'the input itself', '[ 1 ]', '[ 1, 2 ]'],
    [change('of an instance', new Point(), (it) => Object.assign(it, { x: 5 })), '.x', '1', '5'],
    [change('beside a function', { f: () => 1, n: [1] }, (it) => it.n.fill(2)), '.n[0]', '1', '2'],
    [
      change('of a set of instances', new Set([new Point()]), (it) => it.clear()),
      'the input itself',
      'Set(1)',
      'Set(0)',
    ],
    [change('of a date', { at: new Date(0) }, (it) => it.at.setTime(1)), '.at', '1970', '1970'],
  ])('$0.what is found with its place', ({ inputs, make }, path, before, after) => {
    make()
    const finding = { code: 'input-changed', mode: 'serial', index: 1, path }
    expect(changed(inputs)).toMatchObject(finding)
    expect(changed(inputs)).toMatchObject({ before: expect.stringContaining(before) })
    expect(changed(inputs)).toMatchObject({ after: expect.stringContaining(after) })
  })

  test('does not reach the caller’s own value', () => {
    const own = { list: [3, 1, 2] }
    const inputs = new Inputs([own])
    ;(inputs.given[0] as typeof own).list.reverse()
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
