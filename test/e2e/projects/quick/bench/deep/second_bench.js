import { test } from 'vitest'

test('sorting', async ({ bench }) => {
  const list = Array.from({ length: 100 }, (_, at) => -at)
  await bench.compare(
    bench('in place', () => list.slice().sort()),
    bench('copied', () => list.toSorted()),
    { time: 30 },
  )
})
