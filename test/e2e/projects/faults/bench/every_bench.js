/** Each test misbehaves in one mode; lanemark must say so, and go on with the next. */
import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, expect } from 'vitest'
import { kernel, test } from 'lanemark'

const faulty = kernel(new URL('../kernels/faulty.js', import.meta.url))

const ALL = ['serial', 'concurrent', 'threads', 'processes']

const FAULTS = [
  ...ALL.map((where) => ({ act: 'throw', where })),
  { act: 'reject', where: 'concurrent' },
  { act: 'reject', where: 'processes' },
  { act: 'throw a text', where: 'threads' },
  { act: 'exit', where: 'serial' },
  { act: 'exit', where: 'threads' },
  { act: 'exit', where: 'processes' },
  { act: 'abort', where: 'processes' },
  { act: 'crash', where: 'processes' },
  { act: 'many objects', where: 'threads' },
  { act: 'many objects', where: 'processes' },
  { act: 'one array', where: 'processes' },
  ...ALL.map((where) => ({ act: 'loop', where })),
  ...ALL.map((where) => ({ act: 'never', where })),
]

const TIMEOUT = 700

for (const { act, where } of FAULTS) {
  test(`${act} in ${where}`, async ({ compareModes }) => {
    const patience = act === 'loop' || act === 'never' ? { timeout: TIMEOUT } : {}
    const heap = act === 'many objects' || act === 'one array' ? { heap: 32 } : {}
    // processes and threads always come along, to be closed; the small heap is theirs alone
    const modes = ['concurrent', { mode: 'threads', ...heap }, { mode: 'processes', ...heap }]
    const inputs = [{ act: 'nothing' }, { act, where }, { act: 'nothing' }]
    const workers = act === 'throw' ? 2 : 1
    await compareModes(faulty, inputs, { modes, workers, rounds: 1, ...patience })
  })
}

test('afterwards all is well', async ({ compareModes }) => {
  const { results } = await compareModes(faulty, [{}, {}], { workers: 2, rounds: 1 })
  expect(results).toEqual(['answer', 'answer'])
})

// the workers of a comparison that failed are gone before its error is told
afterEach(() => {
  if (process.platform === 'linux') expect(children()).toEqual([])
})

function children() {
  const tasks = readdirSync('/proc/self/task')
  return tasks.flatMap((task) =>
    read(`/proc/self/task/${task}/children`).split(' ').filter(Boolean),
  )
}

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
