import { expect, test } from 'vitest'
import { parseTicks, watchStolen } from '../../../src/gate/machine/stolen.ts'

const STAT = `cpu  100 20 30 400 5 6 7 32 9 1
cpu0 50 10 15 200 2 3 3 16 4 0
`

test('reads what was stolen, without counting guests twice', () => {
  expect(parseTicks(STAT)).toEqual({ stolen: 32, all: 600 })
})

test.each(['', 'cpu  1 2 3', 'cpu a b c d e f g h'])('says nothing of %j', (text) => {
  expect(parseTicks(text)).toBeNull()
})

test('a share, or nothing where the system has none', async () => {
  const stolen = watchStolen()
  await new Promise((resolve) => setTimeout(resolve, 60))
  const share = stolen()
  expect(share === null || (share >= 0 && share <= 1)).toBe(true)
})
