/** `kernel()` names a module and an export, and loads nothing. */
import { expect, expectTypeOf, test } from 'vitest'
import { kernel, LanemarkError } from '../src/index.ts'
import type { Kernel } from '../src/index.ts'
import { cube, square, squareInSteps, squareLater, throws } from './kernels/index.ts'

test('a kernel is its URL and the name of its export', () => {
  const url = new URL('file:///somewhere/kernel.ts')
  expect(kernel(url)).toEqual({ url: 'file:///somewhere/kernel.ts', name: '' })
  expect(kernel('file:///somewhere/kernel.ts', 'resize')).toEqual({
    url: 'file:///somewhere/kernel.ts',
    name: 'resize',
  })
})

test.for([
  './kernel.ts',
  '/somewhere/kernel.ts',
  'kernel',
  '',
  'https://example.org/kernel.js',
  'data:text/javascript,export default 1',
  new URL('node:fs'),
])('%s is refused with what is allowed', (module) => {
  expect(() => kernel(module)).toThrow(LanemarkError)
  expect(() => kernel(module)).toThrow(
    `option \`module\` is "${String(module)}"; allowed: a file: URL`,
  )
})

test('input and output are those of the function', () => {
  expectTypeOf(square).toEqualTypeOf<Kernel<number, number>>()
  expectTypeOf(squareLater).toEqualTypeOf<Kernel<number, number>>()
  expectTypeOf(squareInSteps).toEqualTypeOf<Kernel<number, number>>()
  expectTypeOf(cube).toEqualTypeOf<Kernel<number, number>>()
  expectTypeOf(throws).toExtend<Kernel<'none', string>>()
})
