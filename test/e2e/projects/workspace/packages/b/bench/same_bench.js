import { test } from 'vitest'

test('same in b', async ({ bench }) => {
  await bench('sum', () => 1 + 1).run({ time: 0, iterations: 6, warmup: false })
})
