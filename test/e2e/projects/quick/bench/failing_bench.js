import { expect, test } from 'vitest'

test('good', async ({ bench }) => {
  await bench('sum', () => 1 + 1).run({ time: 10 })
})

test('bad', () => {
  expect(1).toBe(2)
})
