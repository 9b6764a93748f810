/**
 * Calls that run at once, as `concurrency` asks for: nothing can take turns there. Tinybench measures
 * them as under stock Vitest, and no report tells of them.
 */
import { Bench } from 'tinybench'
import type { Task } from 'tinybench'
import type { BenchmarkGroup, BenchResult } from 'vitest'
import { realTime } from './clock.ts'
import { throwAll } from './failures.ts'
import { optionsOf } from './run-options.ts'

export async function runAtOnce(group: BenchmarkGroup): Promise<BenchResult[]> {
  const options = optionsOf(group, {})
  const hasClock = options.now !== undefined || options.timestampProvider !== undefined
  const bench = new Bench(hasClock ? options : { ...options, now: realTime })
  for (const { name, fn, fnOpts } of group.registrations) bench.add(name, fn, fnOpts)
  await bench.run()
  const { tasks } = bench
  throwAll(tasks.flatMap(({ result }) => (result.state === 'errored' ? [result.error] : [])))
  return tasks.map(completed)
}

function completed({ name, result }: Task): BenchResult {
  if (result.state === 'completed') return { ...result, name }
  throw new Error(`the benchmark "${name}" did not complete: it is ${result.state}`)
}
