/** What goes wrong in a benchmark fails its test as it is. */
import { test } from 'vitest'

class OwnError extends RangeError {
  name = 'OwnError'
  code = 'E_OWN'
}

const options = { time: 0, iterations: 5, warmup: false }

const fail = (message, cause = 'a cause') => {
  throw new OwnError(message, { cause })
}

test('in the first call', async ({ bench }) => {
  await bench('f', () => fail('first')).run(options)
})

test('in a later call', async ({ bench }) => {
  let calls = 0
  await bench('f', () => {
    calls += 1
    if (calls === 3) fail('third')
  }).run(options)
})

test('in one of two', async ({ bench }) => {
  const bad = bench('bad', { async: true }, () => Promise.reject(new OwnError('rejected')))
  await bench.compare(
    bench('good', () => 1),
    bad,
    options,
  )
})

test('in a hook', async ({ bench }) => {
  await bench('f', { beforeEach: () => fail('hook') }, () => 1).run(options)
})

test('without a function', async ({ bench }) => {
  await bench('f', 'not a function').run(options)
})

test('without an end', { timeout: 400 }, async ({ bench }) => {
  await bench('f', () => new Promise(() => {})).run(options)
})
