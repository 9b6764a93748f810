/** How often functions are called, in which order, and with which hooks around them. */
import { setTimeout as after } from 'node:timers/promises'
import { expect, test } from 'vitest'

const once = { time: 0, iterations: 3, warmup: false }

/** Counts its calls; long enough that its first call is worth keeping. */
function slow() {
  const counted = {
    calls: 0,
    fn() {
      counted.calls += 1
      return after(260)
    },
  }
  return counted
}

test('hooks', async ({ bench }) => {
  const log = []
  const note = (hook) => (mode) => void log.push(`${hook} ${mode}`)
  const hooks = {
    beforeAll: note('beforeAll'),
    beforeEach: note('beforeEach'),
    afterEach: note('afterEach'),
    afterAll: note('afterAll'),
  }
  await bench('noted', hooks, () => void log.push('called')).run(once)
  const phase = (mode, calls) => [
    `beforeAll ${mode}`,
    ...Array.from({ length: calls }, () => [`beforeEach ${mode}`, 'called', `afterEach ${mode}`]),
    `afterAll ${mode}`,
  ]
  expect(log).toEqual(phase('run', 3).flat())
  log.length = 0
  await bench('noted', hooks, () => void log.push('called')).run({
    time: 0,
    iterations: 3,
    warmupTime: 0,
    warmupIterations: 2,
  })
  expect(log).toEqual([...phase('warmup', 2), ...phase('run', 3)].flat())
})

test('asynchronous hooks and functions', async ({ bench }) => {
  const log = []
  const note = (hook) => async () => {
    await after(1)
    log.push(hook)
  }
  const options = { async: true, beforeEach: note('before'), afterEach: note('after') }
  const registrations = ['a', 'b'].map((name) => bench(name, options, note(name)))
  await bench.compare(...registrations, once)
  const calls = Array.from({ length: 6 }, (_, at) => log.slice(at * 3, at * 3 + 3))
  expect(log).toHaveLength(18)
  for (const [first, , last] of calls) expect([first, last]).toEqual(['before', 'after'])
  expect(
    calls
      .map(([, name]) => name)
      .toSorted()
      .join(''),
  ).toBe('aaabbb')
})

test('what is set up for one function does not meet another', async ({ bench }) => {
  const log = []
  const shared = { of: null }
  const use = (name) => () => void log.push(`${name} by ${shared.of}`)
  await bench.compare(bench('a', use('a')), bench('b', use('b')), {
    ...once,
    setup(task) {
      log.push('setup')
      shared.of = task.name
    },
    teardown() {
      log.push('teardown')
      shared.of = null
    },
  })
  const calls = (name) => [
    'setup',
    ...Array.from({ length: 3 }, () => `${name} by ${name}`),
    'teardown',
  ]
  expect(log).toEqual([...calls('a'), ...calls('b')])
})

test('calls at once', async ({ bench }) => {
  let running = 0
  let most = 0
  const fn = async () => {
    running += 1
    most = Math.max(most, running)
    await after(5)
    running -= 1
  }
  const result = await bench('at once', fn).run({ ...once, concurrency: 'task', threshold: 3 })
  expect(most).toBe(3)
  expect(result.latency.samplesCount).toBeGreaterThanOrEqual(3)
})

test('several errors come out together', async ({ bench }) => {
  const fail = (message) => () => {
    throw new Error(message)
  }
  const functions = [bench('a', fail('one')), bench('good', () => 1), bench('b', fail('other'))]
  const error = await bench.compare(...functions, once).catch((thrown) => thrown)
  expect(error).toBeInstanceOf(AggregateError)
  expect(error.message).toBe('Some benchmarks failed')
  expect(error.errors.map(({ message }) => message)).toEqual(['one', 'other'])
})

test("Vitest's least limit for a whole test is lifted", ({ task }) => {
  expect(task.timeout).toBe(0)
})

test('functions take turns', async ({ bench }) => {
  const calls = []
  const busy = (name) => () => {
    calls.push(name)
    const end = performance.now() + 8
    while (performance.now() < end);
  }
  const options = { ...once, iterations: 20 }
  await bench.compare(bench('a', busy('a')), bench('b', busy('b')), options)
  const switches = calls.filter((name, at) => at > 0 && name !== calls[at - 1])
  expect(calls).toHaveLength(2 * 20)
  // the stock order has one
  expect(switches.length).toBeGreaterThan(3)
})

test('per-run options', async ({ bench }) => {
  let calls = 0
  const count = () => void (calls += 1)
  const options = { async: false, ...once, iterations: 5 }
  const { latency } = await bench('counted', { async: false }, count).run(options)
  expect([calls, latency.samplesCount]).toEqual([5, 5])
  await bench('warm', { async: false }, count).run({
    ...options,
    warmup: true,
    warmupIterations: 4,
    warmupTime: 0,
  })
  expect(calls).toBe(5 + 4 + 5)
})

test('time', async ({ bench }) => {
  const options = { time: 30, iterations: 1, warmup: false }
  const { latency } = await bench('ten', () => ({ overriddenDuration: 10 })).run(options)
  expect(latency.samplesCount).toBe(3)
})

test('a slow function by default', async ({ bench }) => {
  const { calls } = await measured(bench, undefined)
  expect(calls).toBe(6)
})

test('a slow function as often as asked', async ({ bench }) => {
  const { calls, result } = await measured(bench, { time: 0, iterations: 2 })
  expect([calls, result.latency.samplesCount]).toEqual([2, 2])
})

test('two slow functions', async ({ bench }) => {
  const [one, other] = [slow(), slow()]
  const registrations = [bench('one', one.fn), bench('other', other.fn)]
  const results = await bench.compare(...registrations, { time: 0, iterations: 2 })
  expect([one.calls, other.calls]).toEqual([2, 2])
  expect(results.get('other').latency.samplesCount).toBe(2)
})

async function measured(bench, options) {
  const subject = slow()
  const result = await bench('slow', subject.fn).run(options)
  return { calls: subject.calls, result }
}

test('a signal', async ({ bench }) => {
  const stop = new AbortController()
  let calls = 0
  const endless = bench('endless', () => {
    calls += 1
    if (calls === 10) stop.abort(new Error('enough'))
  })
  await expect(endless.run({ signal: stop.signal, time: 60_000 })).rejects.toThrow('enough')
  expect(calls).toBe(10)
})

test('a duration of its own', async ({ bench }) => {
  const fn = () => ({ overriddenDuration: 5 })
  const { latency } = await bench('fixed', fn).run({ ...once, iterations: 8 })
  expect([latency.min, latency.max]).toEqual([5, 5])
})

test('stored results', async ({ bench }) => {
  const path = './results/stored.json'
  await bench('stored', { writeResult: path }, () => 1 + 1).run({ time: 5, warmup: false })
  const before = await bench.from('before', path).run()
  const fn = () => 1 + 2
  const results = await bench.compare(bench('now', fn), bench.from('before', path), {
    time: 5,
    warmup: false,
  })
  expect(results.get('before').latency.mean).toBe(before.latency.mean)
  expect(results.get('now').latency.samplesCount).toBeGreaterThan(0)
})
