/** Nothing is returned: a result would tell how much work it was. */
import { test } from 'vitest'
import { sorting } from '../src/sorting.ts'
import { json } from '../src/json.ts'
import { grouping } from '../src/grouping.ts'
import { units } from '../src/units.ts'

test('sorting', async ({ bench }) => {
  const run = sorting(units.sorting)
  await bench('sorting', () => void run()).run()
})

test('json', async ({ bench }) => {
  const run = json(units.json)
  await bench('json', () => void run()).run()
})

test('grouping', async ({ bench }) => {
  const run = grouping(units.grouping)
  await bench('grouping', () => void run()).run()
})
