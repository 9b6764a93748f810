/** Chunks side by side, and those that are alone. */
import { expect, test } from 'vitest'
import { Turnstile } from '../../src/machines/turnstile.ts'

test('who asks to be alone waits for the others, and the next ones wait for it', async () => {
  const turnstile = new Turnstile()
  const entered: string[] = []
  const enter = async (name: string, alone: boolean): Promise<() => void> => {
    const leave = await turnstile.enter({ alone })
    entered.push(name)
    return leave
  }
  const first = await enter('first', false)
  const second = await enter('second', false)
  const alone = enter('alone', true)
  const late = enter('late', false)
  const alsoAlone = enter('also alone', true)
  first()
  await Promise.resolve()
  expect(entered).toEqual(['first', 'second'])
  second()
  const leave = await alone
  expect(entered).toEqual(['first', 'second', 'alone'])
  leave()
  const leaveLate = await late
  expect(entered).toEqual(['first', 'second', 'alone', 'late'])
  leaveLate()
  await alsoAlone
  expect(entered.at(-1)).toBe('also alone')
})
