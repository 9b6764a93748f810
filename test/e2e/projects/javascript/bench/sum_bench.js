import { expect } from 'vitest'
import { concurrent, kernel, processes, serial, test, threads } from 'lanemark'

const sum = kernel(new URL('../kernels/sum.js', import.meta.url))

test('every mode', async ({ compareModes }) => {
  const result = await compareModes(sum, [10, 20, 30], { rounds: 2, workers: 2 })
  expect(result.results).toEqual([55, 210, 465])
  const labels = ['serial', 'concurrent', 'threads', 'processes']
  expect(result.cases.map(({ label }) => label)).toEqual(labels)
  expect(result.speedup('threads').value).toBeGreaterThan(0)
  expect(result.speedup('serial').value).toBe(1)
  expect(result.case('processes').makespans).toHaveLength(2)
  expect(() => result.speedup('fibres')).toThrow('`threads`')
})

test('every executor', async () => {
  for (const make of [serial, concurrent, threads, processes]) {
    const executor = make({ workers: 2 })
    expect(await executor.map(sum, [10, 20])).toEqual([55, 210])
    await executor.close()
  }
})

test('a plain benchmark', async ({ bench }) => {
  const { latency } = await bench('sum', () => 1 + 1).run({ time: 5, warmupTime: 5 })
  expect(latency.samplesCount).toBeGreaterThan(0)
})
