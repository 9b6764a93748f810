/**
 * What a bench file gets back in a gate run: figures of the right shape. Nothing is decided on them;
 * the coordinator has the slices.
 */
import type { BenchResult } from 'vitest'
import { mean } from '../stats/mean.ts'
import { quantile } from '../stats/quantile.ts'

type Statistics = BenchResult['latency']

export function resultOf(name: string, durations: readonly number[]): BenchResult {
  const known = durations.length === 0 ? [0] : durations.map((one) => Math.max(one, 1e-9))
  const latency = statistics(known)
  const throughput = statistics(known.map((duration) => (duration === 0 ? 0 : 1000 / duration)))
  const total = known.reduce((sum, duration) => sum + duration, 0)
  return {
    name,
    state: 'completed',
    latency,
    throughput,
    period: latency.mean,
    totalTime: total,
    runtime: 'node',
    runtimeVersion: process.version,
    timestampProviderName: 'performanceNow',
  }
}

function statistics(values: readonly number[]): Statistics {
  const at = (share: number): number => quantile(values, share)
  const average = mean(values)
  const variance = mean(values.map((value) => (value - average) ** 2))
  const sd = Math.sqrt(variance)
  return {
    aad: mean(values.map((value) => Math.abs(value - average))),
    critical: 1.96,
    df: values.length - 1,
    mad: 0,
    max: Math.max(...values),
    mean: average,
    min: Math.min(...values),
    moe: 0,
    p50: at(0.5),
    p75: at(0.75),
    p99: at(0.99),
    p995: at(0.995),
    p999: at(0.999),
    rme: 0,
    samples: [...values],
    samplesCount: values.length,
    sd,
    sem: sd / Math.sqrt(values.length),
    variance,
  } as Statistics
}
