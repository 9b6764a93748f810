import { expect } from 'vitest'
import { concurrent, kernel, LanemarkError, processes, serial, test, threads } from 'lanemark'
import type { ComparisonResult, Executor, Kernel, Speedup } from 'lanemark'
import type { Text } from '../kernels/words.ts'

type Words = typeof import('../kernels/words.ts')

const at = new URL('../kernels/words.ts', import.meta.url)
const countWords = kernel<Words['countWords']>(at, 'countWords')
const countLater = kernel<Words['countLater']>(at, 'countLater')
const countInSteps = kernel<Words['countInSteps']>(at, 'countInSteps')

const texts: Text[] = [
  { title: 'a', body: 'one two two' },
  { title: 'b', body: 'three' },
]

test('every mode', async ({ compareModes }) => {
  const result: ComparisonResult<Map<string, number>> = await compareModes(countWords, texts, {
    modes: ['concurrent', { mode: 'threads', workers: [1, 2] }, 'processes'],
    workers: 2,
    rounds: 2,
  })
  const counts: number | undefined = result.results[0]?.get('two')
  expect(counts).toBe(2)
  const speedup: Speedup = result.speedup('threads x2')
  expect(speedup.n).toBe(2)
})

test('every kind of kernel', async ({ compareModes }) => {
  const options = { modes: ['concurrent'], rounds: 1 } as const
  const later = await compareModes(countLater, texts, options)
  expect(later.results satisfies number[]).toEqual([2, 1])
  const steps = await compareModes(countInSteps, texts, options)
  expect(steps.results satisfies bigint[]).toEqual([3n, 1n])
  expect([later.kernel.kind, steps.kernel.kind]).toEqual(['async function', 'generator function'])
})

test('every executor', async () => {
  const executors: Executor[] = [serial(), concurrent(), threads({ workers: 2 }), processes()]
  for (const executor of executors) {
    await using open = executor
    const [first] = await open.map(countWords, texts)
    expect(first?.get('two')).toBe(2)
  }
})

test('types come from the kernel’s module', async () => {
  const named: Kernel<Text, Map<string, number>> = countWords
  await using here = serial()
  // @ts-expect-error -- a number is no text
  const refused = here.map(named, [1])
  await expect(refused).rejects.toThrow(LanemarkError)
})
