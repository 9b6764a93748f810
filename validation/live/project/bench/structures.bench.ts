/** Nothing is returned: a result would tell how much work it was. */
import { test } from 'vitest'
import { trees } from '../src/trees.ts'
import { asyncChain } from '../src/async-chain.ts'
import { units } from '../src/units.ts'

test('trees', async ({ bench }) => {
  const run = trees(units.trees)
  await bench('trees', () => void run()).run()
})

test('async chain', async ({ bench }) => {
  const run = asyncChain(units['async chain'])
  await bench('async chain', async () => void (await run())).run()
})
