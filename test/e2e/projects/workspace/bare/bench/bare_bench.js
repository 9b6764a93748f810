import { test } from 'vitest'

test('bare', async ({ bench }) => {
  await bench('bare', () => ({ overriddenDuration: 1 })).run({
    time: 0,
    iterations: 2,
    warmup: false,
  })
})
