import * as fc from 'fast-check'
import { Bench } from 'tinybench'
import { expect, test } from 'vitest'
import { resultOf } from '../../src/measure/result.ts'
import { mean } from '../../src/stats/mean.ts'

test('samples taken elsewhere get the very statistics that tinybench gives its own', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 40 }),
      async (samples) => {
        // a clock that passes by the next sample in each call
        let moment = 0
        const left = [...samples]
        const settings = { iterations: samples.length, time: 0, warmup: false, now: () => moment }
        const bench = new Bench({ ...settings, retainSamples: true })
        bench.add('f', () => void (moment += left.shift() ?? 0), { async: false })
        const [task] = await bench.run()
        const [least, most] = [Math.min(...samples), Math.max(...samples)]
        const all = { count: samples.length, least, most }
        const sampled = { name: 'f', samples, all, mean: mean(samples), calls: samples.length }
        const result = await resultOf(sampled, { retain: true, clock: 'custom' })
        const { latency, throughput, ...rest } = { ...task!.result, name: 'f' } as typeof result
        expect(result.latency).toEqual({ ...latency, mean: expect.closeTo(latency.mean, 9) })
        expect(result.throughput).toEqual(throughput)
        expect(result).toMatchObject({
          ...rest,
          totalTime: expect.closeTo(rest.totalTime, 6),
          period: expect.closeTo(rest.period, 9),
        })
      },
    ),
    { numRuns: 50 },
  )
})

test('mean, least, most and count are of all samples, kept or not', async () => {
  const sampled = { name: 'f', samples: [2, 3], all: { count: 9, least: 1, most: 50 }, mean: 7.5 }
  const result = await resultOf({ ...sampled, calls: 90 }, { retain: false, clock: 'c' })
  expect(result.latency).toMatchObject({ mean: 7.5, min: 1, max: 50, samplesCount: 9, p50: 2.5 })
  expect(result).toMatchObject({ period: 7.5, totalTime: 675, timestampProviderName: 'c' })
})
