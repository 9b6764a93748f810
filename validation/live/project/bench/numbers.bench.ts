/** Nothing is returned: a result would tell how much work it was. */
import { test } from 'vitest'
import { matrix } from '../src/matrix.ts'
import { recursion } from '../src/recursion.ts'
import { bigIntegers } from '../src/big-integers.ts'
import { dates } from '../src/dates.ts'
import { units } from '../src/units.ts'

test('matrix', async ({ bench }) => {
  const run = matrix(units.matrix)
  await bench('matrix', () => void run()).run()
})

test('recursion', async ({ bench }) => {
  const run = recursion(units.recursion)
  await bench('recursion', () => void run()).run()
})

test('big integers', async ({ bench }) => {
  const run = bigIntegers(units['big integers'])
  await bench('big integers', () => void run()).run()
})

test('dates', async ({ bench }) => {
  const run = dates(units.dates)
  await bench('dates', () => void run()).run()
})
