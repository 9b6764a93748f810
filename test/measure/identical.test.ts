/** What the order of the calls is for: a function measured against itself comes out as equal. */
import { Bench } from 'tinybench'
import { expect, test } from 'vitest'
import { interleave } from '../../src/measure/interleave.ts'
import { pairedRatio } from '../../src/stats/paired-ratio.ts'
import { seededRandom } from '../../src/stats/random.ts'
import { settingsFor, sync } from './support.ts'

/**
 * A true ratio of 1 lies outside of an interval of this confidence once in ten thousand runs; the
 * usual 95 % would fail one run in twenty.
 */
const CONFIDENCE = 0.9999

/** Some tenths of a millisecond. */
function work(): number {
  let sum = 0
  for (let step = 1; step < 300_000; step += 1) sum += Math.sqrt(step)
  return sum
}

const percent = (ratio: number): string => `${((ratio - 1) * 100).toFixed(2)} %`

test('two identical functions differ by less than their interval', async () => {
  const tasks = ['one', 'other'].map((name) => sync(name, work))
  // a slower machine has fewer calls in a turn, and so more rounds
  const options = { time: 0, iterations: 250, warmup: true, warmupTime: 50 }
  const random = seededRandom(20_261_122)
  const { subjects } = await interleave(settingsFor(tasks, options, { slice: 1, random }))
  const [one = [], other = []] = subjects.map(({ turns }) => turns)
  const rounds = Math.min(one.length, other.length)
  const [over, under] = [one, other].map((each) =>
    each.slice(0, rounds).map(({ duration }) => duration),
  )
  const { value, interval } = pairedRatio(over ?? [], under ?? [], CONFIDENCE)
  const ends = interval === null ? 'none' : `${percent(interval.low)} to ${percent(interval.high)}`
  console.log(`interleaved, ${rounds} rounds: ${percent(value)} apart, interval ${ends}`)
  await logStockOrder()
  expect(interval?.low).toBeLessThanOrEqual(1)
  expect(interval?.high).toBeGreaterThanOrEqual(1)
})

/** All calls of the first, then all of the second: tinybench's order, and Vitest's own. */
async function logStockOrder(): Promise<void> {
  const bench = new Bench({ time: 0, iterations: 250, warmupTime: 50 })
  for (const name of ['one', 'other']) bench.add(name, work, { async: false })
  const [one, other] = (await bench.run()).map(({ result }) =>
    result.state === 'completed' ? result.latency : null,
  )
  if (!one || !other) throw new Error('tinybench did not complete')
  const claimed = Math.max(one.rme, other.rme).toFixed(2)
  console.log(`stock order: ${percent(one.p50 / other.p50)} apart, claimed margin ±${claimed} %`)
}
