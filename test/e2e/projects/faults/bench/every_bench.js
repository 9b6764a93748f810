/** Each test misbehaves in one mode; lanemark must say so, and go on with the next. */
import { expect } from 'vitest'
import { test } from 'lanemark'
import { ALL, faulty, misbehave } from './misbehave.js'

misbehave([
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
])

test('afterwards all is well', async ({ compareModes }) => {
  const { results } = await compareModes(faulty, [{}, {}], { workers: 2, rounds: 1 })
  expect(results).toEqual(['answer', 'answer'])
})
