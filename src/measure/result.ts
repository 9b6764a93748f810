/** Samples as the result that Vitest, its reporters and its matchers take; tinybench does the sums. */
import { Bench } from 'tinybench'
import type { BenchResult } from 'vitest'

export interface Sampled {
  name: string
  /** Ms a call, at least one; not all, where there were too many to keep. */
  samples: readonly number[]
  /** Of all samples, kept or not. */
  all: { count: number; least: number; most: number }
  /** Of all calls, ms. */
  mean: number
  calls: number
}

/** Whether the samples themselves go along; and the name of the clock that took them. */
export interface ResultOptions {
  retain: boolean
  clock: string
}

/** Tinybench's statistics of samples that were taken elsewhere. */
export async function resultOf(sampled: Sampled, options: ResultOptions): Promise<BenchResult> {
  const { name, samples, all, mean, calls } = sampled
  const bench = new Bench({
    time: 0,
    iterations: samples.length,
    warmup: false,
    throws: true,
    retainSamples: options.retain,
  })
  let next = 0
  bench.add(name, () => ({ overriddenDuration: samples[next++] ?? 0 }), { async: false })
  const [task] = await bench.run()
  if (task?.result.state !== 'completed') throw new Error(`no statistics of "${name}"`)
  const { latency, throughput, ...rest } = task.result
  return {
    ...rest,
    name,
    timestampProviderName: options.clock,
    latency: { ...latency, mean, min: all.least, max: all.most, samplesCount: all.count },
    throughput: { ...throughput, samplesCount: all.count },
    period: mean,
    totalTime: mean * calls,
  }
}
