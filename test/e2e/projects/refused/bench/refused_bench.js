/** What lanemark refuses, each in a test of its own, and what works beside it. */
import { writeFileSync } from 'node:fs'
import { expect } from 'vitest'
import { kernel, processes, test, threads } from 'lanemark'

const at = (name) => new URL(`../kernels/${name}.js`, import.meta.url)
const identity = kernel(at('identity'))

const compare = (name, subject, inputs, options = {}) =>
  test(name, async ({ compareModes }) => {
    await compareModes(subject(), inputs, { rounds: 1, workers: 1, ...options })
  })

// a file that no formatter could read
writeFileSync(at('broken'), 'export default function broken( {')

// kernels
compare('module missing', () => kernel(at('nowhere')), [1])
compare('export missing', () => kernel(at('exports'), 'third'), [1])
compare('which export', () => kernel(at('exports')), [1])
compare('not a function', () => kernel(at('exports'), 'answer'), [1])
compare('null', () => kernel(at('exports'), 'nothing'), [1])
compare('async generator', () => kernel(at('exports'), 'stream'), [1])
compare('syntax error', () => kernel(at('broken')), [1])
compare('throws while loading', () => kernel(at('throwing')), [1])
compare('not a file', () => kernel('https://example.org/kernel.js'), [1])
compare('a path', () => kernel('./kernels/identity.js'), [1])

compare('the function itself', () => Math.sqrt, [1])
compare('a bare URL', () => at('identity'), [1])
compare('no kernel at all', () => undefined, [1])
compare(
  'of several in CommonJS',
  () => kernel(new URL('../kernels/common.cjs', import.meta.url)),
  [1],
)
const vite = (name) => () => kernel(new URL(`../kernels/vite/${name}`, import.meta.url))
compare('an alias', vite('alias.ts'), [1])
compare('an extension left out', vite('extension.ts'), [1])
compare('import.meta.env', vite('env.ts'), [1])
compare('import.meta.env in a call', vite('env-later.ts'), [1], { modes: ['processes'] })
compare('an enum', vite('enum.ts'), [1])
compare('a decorator', vite('decorator.ts'), [1])
compare('a parameter property', vite('property.ts'), [1])
compare('JSX', vite('markup.tsx'), [1])
compare('a kernel that throws', () => kernel(at('deep')), [1], { modes: ['concurrent'] })

// options
test('no options', async ({ compareModes }) => {
  await compareModes(identity, [1], null)
})
compare('a text for inputs', () => identity, 'abc')
compare('no inputs', () => identity, [])
compare('workers 0', () => identity, [1], { workers: 0 })
compare('workers NaN', () => identity, [1], { workers: Number.NaN })
compare('workers of one mode', () => identity, [1], {
  modes: [{ mode: 'threads', workers: [1, 0] }],
})
compare('budget Infinity', () => identity, [1], { budget: Infinity })
compare('rounds 1.5', () => identity, [1], { rounds: 1.5 })
compare('timeout -1', () => identity, [1], { timeout: -1 })
compare('timeout text', () => identity, [1], { timeout: '5s' })
compare('unknown mode', () => identity, [1], { modes: ['serial', 'fibres'] })
compare('workers of serial', () => identity, [1], { modes: [{ mode: 'serial', workers: 2 }] })
compare('a mode twice', () => identity, [1], { modes: ['threads', 'threads'] })
compare('serial alone', () => identity, [1], { modes: ['serial'] })
compare('unknown option', () => identity, [1], { round: 5 })
compare('equals no function', () => identity, [1], { equals: true })
test('threads of 0 workers', () => void threads({ workers: 0 }))
test('processes of NaN workers', () => void processes({ workers: Number.NaN }))
test('unknown option of a pool', () => void threads({ worker: 2 }))

// what cannot cross
const method = [1, { nested: { method: () => 1 } }]
compare('function to processes', () => identity, method)
compare('function to threads', () => identity, method, { modes: ['threads'] })
compare('symbol to processes', () => identity, [1, Symbol('s')])
compare('symbol to threads', () => identity, [1, Symbol('s')], { modes: ['threads'] })
const shared = [1, { memory: new SharedArrayBuffer(4) }]
compare('shared memory to processes', () => identity, shared)
compare('function from processes', () => kernel(at('results')), ['number', 'function'])
compare('function from threads', () => kernel(at('results')), ['number', 'function'], {
  modes: ['threads'],
})
compare('symbol from threads', () => kernel(at('results')), ['symbol'], { modes: ['threads'] })
compare('shared memory from processes', () => kernel(at('results')), ['number', 'shared'])

// what differs
const moody = (name, case_) => () => kernel(`${at('moody')}?${case_}`, name)
compare('another result in threads', moody('byMode', 1), ['a', 'b'])
compare('another result in every call', moody('byCall', 2), ['a', 'b'], { modes: ['concurrent'] })
compare('nearly the same', moody('nearly', 3), ['a'], { modes: ['threads'] })
compare('another result later', moody('later', 4), ['a'], { modes: ['concurrent'] })
compare('another big integer', moody('bigByMode', 5), ['a'])
compare('not equal by the user', () => identity, ['a'], {
  modes: ['concurrent'],
  equals: () => false,
})

compare('a class', () => kernel(at('classes'), 'point'), ['a'], { modes: ['threads'] })
compare('an error of its own class', () => kernel(at('classes'), 'quota'), ['a'], {
  modes: ['threads'],
})
compare('equals that is asynchronous', () => identity, ['a'], {
  modes: ['concurrent'],
  equals: async () => false,
})
compare('equals that throws', () => identity, ['a'], {
  modes: ['concurrent'],
  equals: () => {
    throw new Error('not mine')
  },
})
compare('a sorted input', () => kernel(at('sorting')), [[], [3, 1, 2]], { modes: ['concurrent'] })

// what works
const works = (name, modes, inputs, subject = identity, options = {}) =>
  test(name, async ({ compareModes }) => {
    const { results } = await compareModes(subject, inputs, { rounds: 1, modes, ...options })
    expect(results).toHaveLength(inputs.length)
  })
works('a function where nothing crosses', ['concurrent'], [() => 1])
works('shared memory to threads', ['threads'], shared, identity, { workers: 1 })
works('nearly the same with a tolerance', ['threads'], ['a'], moody('nearly', 6)(), {
  workers: 1,
  equals: (one, other) => Math.abs(one - other) < 1e-9,
})
