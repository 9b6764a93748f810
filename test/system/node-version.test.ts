import { expect, test } from 'vitest'
import { checkNode, fits } from '../../src/system/node-version.ts'

test.each([
  ['22.17.9', false],
  ['22.18.0', true],
  ['23.11.0', false],
  ['24.9.0', false],
  ['24.21.0', true],
  ['25.1.0', false],
  ['26.0.0', true],
  ['31.2.0', true],
])('%s within the range: %s', (version, expected) => {
  expect(fits(version, '^22.18 || ^24.11 || >=26')).toBe(expected)
})

test('the Node that runs the tests is one of them', () => {
  expect(() => checkNode()).not.toThrow()
})
