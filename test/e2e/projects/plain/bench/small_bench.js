/** Functions whose calls are timed together, and what must not be. */
import { expect, test } from 'vitest'

const brief = { time: 40, warmupTime: 20 }

let state = 1

/** Some tens of nanoseconds: a chain that no call can begin before the last one has ended. */
function chain(length) {
  for (let step = 0; step < length; step += 1) state = Math.imul(state ^ step, 1_664_525)
}

test('nothing', async ({ bench }) => {
  await bench('no-op', () => undefined).run(brief)
})

test('small', async ({ bench }) => {
  const results = await bench.compare(
    bench('short', () => chain(20)),
    bench('long', () => chain(200)),
    brief,
  )
  expect(results.get('short')).toBeFasterThan(results.get('long'))
  expect(results.get('long')).toBeSlowerThan(results.get('short'), { delta: 0.5 })
  const { latency, throughput, period, totalTime } = results.get('long')
  expect(latency.samples).toBeUndefined()
  expect(throughput.mean).toBeGreaterThan(0)
  expect(period).toBe(latency.mean)
  expect(totalTime).toBeGreaterThan(30)
})

test('all samples', async ({ bench }) => {
  const { latency } = await bench('kept', () => chain(20)).run({ ...brief, retainSamples: true })
  expect(latency.samples).toHaveLength(latency.samplesCount)
  expect(latency.samplesCount).toBeGreaterThan(0)
})

test('asynchronous', async ({ bench }) => {
  let inside = 0
  let most = 0
  let calls = 0
  const { latency } = await bench('await', async () => {
    inside += 1
    calls += 1
    most = Math.max(most, inside)
    await null
    inside -= 1
  }).run(brief)
  expect(most).toBe(1)
  expect(calls).toBeGreaterThan(latency.samplesCount)
})

test('thrown in a batch', async ({ bench }) => {
  const error = new RangeError('the thousandth')
  let calls = 0
  const fail = () => {
    calls += 1
    if (calls === 1000) throw error
  }
  await expect(bench('throws', fail).run(brief)).rejects.toBe(error)
  expect(calls).toBe(1000)
})

test('hooks around each call', async ({ bench }) => {
  const counts = { before: 0, calls: 0, after: 0 }
  const hooks = {
    beforeEach: () => void (counts.before += 1),
    afterEach: () => void (counts.after += 1),
  }
  const { latency } = await bench('hooked', hooks, () => void (counts.calls += 1)).run(brief)
  expect(counts.before).toBe(counts.calls)
  expect(counts.after).toBe(counts.calls)
  expect(latency.samplesCount).toBeLessThan(counts.calls)
})

test('a duration far below the real one', async ({ bench }) => {
  const busy = () => {
    const end = performance.now() + 5
    while (performance.now() < end);
    return { overriddenDuration: 1e-6 }
  }
  const { latency } = await bench('tells little', busy).run({ time: 20, iterations: 1 })
  expect(latency.max).toBe(1e-6)
})

test("a limit of one's own is kept, also that of Vitest's least", ({ task }) => {
  expect(task.timeout).toBe(60_000)
})
