import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cpuBound } from '../../bench/kernels/cpu-bound.ts'
import { noteOf } from '../../src/measure/digest.ts'
import { value } from '../compare/values.ts'

const sha256 = (text: string | Uint8Array): string =>
  createHash('sha256').update(text).digest('hex')

/** The document's function without its loops: ((n - 1)!)^(3 (n - 1)^2). */
function closedForm(num: number): bigint {
  let factorial = 1n
  for (let factor = 2n; factor < num; factor += 1n) factorial *= factor
  return factorial ** BigInt(3 * (num - 1) ** 2)
}

describe('the document’s results', () => {
  test.each([1, 2, 3, 4, 5, 8, 13, 20])('for %i are those of the closed form', (num) => {
    const generator = cpuBound(num)
    let step = generator.next()
    while (step.done !== true) step = generator.next()
    expect(step.value).toBe(closedForm(num))
  })

  test.each([
    [63, '3,275,295 bits'],
    [50, '1,502,289 bits'],
    [32, '324,809 bits'],
    [20, '61,467 bits'],
  ])('for %i have %s', (num, size) => {
    const result = closedForm(num)
    expect(noteOf(result)).toEqual({
      type: 'bigint',
      size,
      sha256: sha256(result.toString(16)),
      digestOf: 'hexadecimal digits',
    })
  })
})

describe('a note', () => {
  test('of a big integer counts its bits', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 200n }), (big) => {
        const bits = big.toString(2).length
        expect(noteOf(big).size).toBe(bits === 1 ? '1 bit' : `${bits} bits`)
        expect(noteOf(-big).size).toBe(noteOf(big).size)
        expect(noteOf(-big).sha256).not.toBe(noteOf(big).sha256)
      }),
    )
  })

  test.each([
    ['zero', 0n, 'bigint', '0 bits', sha256('0')],
    ['a text', 'Größe', 'string', '5 characters', sha256('Größe')],
    ['bytes', Uint8Array.of(1, 2), 'Uint8Array', '2 bytes', sha256(Uint8Array.of(1, 2))],
    ['numbers', new Float64Array(3), 'Float64Array', '24 bytes', sha256(new Uint8Array(24))],
    ['a part of a buffer', Buffer.from('xyz').subarray(1), 'Buffer', '2 bytes', sha256('yz')],
  ])('of %s', (_, result, type, size, digest) => {
    expect(noteOf(result)).toMatchObject({ type, size, sha256: digest })
  })

  test.each([
    [{ a: 1 }, 'Object'],
    [[1, 2], 'Array'],
    [new Map(), 'Map'],
    [1.5, 'number'],
    [undefined, 'undefined'],
    [null, 'null'],
    [Object.create(null), 'object'],
    [() => 1, 'function'],
    [Object.assign(Object.create(null), { call: () => 1 }), 'object'],
  ])('of %o names its type', (result, type) => {
    expect(noteOf(result)).toMatchObject({ type, digestOf: 'serialised value' })
    expect(noteOf(result).size).toMatch(/^[\d,]+ bytes? serialised$/)
  })

  test('is there for everything, and the same again for the same value', () => {
    fc.assert(
      fc.property(value, (one) => {
        expect(noteOf(one)).toEqual(noteOf(one))
        expect(noteOf(one).sha256).toMatch(/^[0-9a-f]{64}$/)
      }),
    )
  })

  test('tells values apart', () => {
    const digests = [0, -0, NaN, 1, 1n, '2', [1], { 0: 1 }, new Set([1])].map(
      (one) => noteOf(one).sha256,
    )
    expect(new Set(digests).size).toBe(digests.length)
  })
})
