import { test } from 'vitest'

test('here', async ({ bench }) => {
  await bench('sum', () => 1 + 1).run({ time: 0, iterations: 6, warmup: false })
})
