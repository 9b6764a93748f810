import { expect } from 'vitest'
import { concurrent, kernel, processes, serial, test, threads } from 'lanemark'

const sum = kernel(new URL('../kernels/sum.js', import.meta.url))

test('sums', async ({ compareModes }) => {
  const result = await compareModes(sum, [1000, 2000, 3000], { rounds: 6, workers: 2 })
  expect(result.results).toEqual([1000, 2000, 3000].map(plainSum))
  expect(result.cases.map(({ label }) => label)).toEqual([
    'serial',
    'concurrent',
    'threads',
    'processes',
  ])
  expect(result.speedup('threads').low).toBeGreaterThan(0)
  expect(() => result.speedup('fibres')).toThrow('`threads`')
})

test('every executor alone', async () => {
  for (const make of [serial, concurrent, threads, processes]) {
    await using executor = make({ workers: 2 })
    expect(await executor.map(sum, [10, 20])).toEqual([10, 20].map(plainSum))
  }
})

function plainSum(count) {
  let total = 0
  for (let step = 1; step <= count; step += 1) total += Math.sqrt(step)
  return total
}
