/** A kernel's own error arrives from every mode as it was thrown, and says which task it was. */
import { expect, test } from 'vitest'
import { LanemarkError } from '../../src/index.ts'
import type { Way } from '../kernels/throws.ts'
import { throws } from '../kernels/index.ts'
import { FIXED, failureOf, MODES, sharedExecutors } from './support.ts'

type Mode = (typeof MODES)[number]

const shared = sharedExecutors()

/** What the kernel threw, as the caller gets it. */
async function causeFrom(mode: Mode, way: Way): Promise<Error> {
  const { cause } = await failureOf(shared(mode).map(throws, [way]))
  expect(cause).toBeInstanceOf(Error)
  return cause as Error
}

test.for(FIXED)('%s names the mode, the index, the input and the error', async (mode) => {
  const failed = shared(mode).map(throws, ['none', 'none', 'error'] as const)
  const error = await failureOf(failed)
  expect(error).toBeInstanceOf(LanemarkError)
  expect(error.code).toBe('task-threw')
  expect(error.finding).toEqual({
    code: 'task-threw',
    mode,
    index: 2,
    input: "'error'",
    error: 'RangeError: out of range',
    lost: null,
  })
  expect(error.message).toBe(
    `the kernel threw in mode ${mode} on input 2 ('error'): RangeError: out of range`,
  )
})

test.for(MODES)(
  '%s keeps name, message and stack, and the class of built-in errors',
  async (mode) => {
    const error = await causeFrom(mode, 'error')
    expect(error).toBeInstanceOf(RangeError)
    expect(error).toMatchObject({ name: 'RangeError', message: 'out of range' })
    expect(error.stack).toMatch(/^RangeError: out of range\n.*throws\.ts:\d+/s)
  },
)

test.for(MODES)('%s keeps the name and the own properties of own classes', async (mode) => {
  const error = await causeFrom(mode, 'class')
  expect(error).toMatchObject({
    name: 'QuotaError',
    message: 'too much',
    limit: 3,
    details: { used: 5n, tags: new Set(['a']) },
  })
})

test.for(MODES)('%s keeps causes of causes', async (mode) => {
  const error = await causeFrom(mode, 'cause')
  expect(error.cause).toBeInstanceOf(TypeError)
  expect(error.cause).toMatchObject({ message: 'inner', cause: 'root' })
})

test.for(MODES)('%s keeps the errors of an AggregateError', async (mode) => {
  const error = await causeFrom(mode, 'aggregate')
  expect(error).toBeInstanceOf(AggregateError)
  expect(error).toMatchObject({ message: 'several', errors: [{ message: 'first' }, 'second'] })
})

test.for(MODES)('%s keeps a property `errors` that is no AggregateError', async (mode) => {
  const error = await causeFrom(mode, 'list')
  expect(error).toMatchObject({ message: 'two issues', errors: ['no name', 'no age'] })
})

test.for(MODES)('%s passes on what was thrown and is no error', async (mode) => {
  const text = await failureOf(shared(mode).map(throws, ['text']))
  expect(text.cause).toBe('a text')
  expect(text.finding).toMatchObject({ code: 'task-threw', error: "'a text'" })
  const object = await failureOf(shared(mode).map(throws, ['object']))
  expect(object.cause).toEqual({ code: 7 })
  const nothing = await failureOf(shared(mode).map(throws, ['nothing']))
  expect(nothing).toMatchObject({ code: 'task-threw', cause: undefined })
  expect(nothing.finding).toMatchObject({ error: 'undefined' })
})

test.for(MODES)('%s works on after an error', async (mode) => {
  await failureOf(shared(mode).map(throws, ['error']))
  expect(await shared(mode).map(throws, ['none', 'none'])).toEqual(['returned', 'returned'])
})

test.for(MODES)('%s fails one map and not another one at the same time', async (mode) => {
  const fine = Array.from({ length: 40 }, () => 'none' as const)
  const survivor = shared(mode).map(throws, fine)
  for (let attempt = 0; attempt < 3; attempt += 1) {
    await failureOf(shared(mode).map(throws, ['none', 'error', 'error']))
  }
  expect(await survivor).toEqual(fine.map(() => 'returned'))
})
