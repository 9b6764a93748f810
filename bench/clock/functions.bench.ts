/** All functions in one comparison, and two that hardly differ, as a user would write it. */
import { writeFileSync } from 'node:fs'
import { test } from 'vitest'
import { functions, pair } from './functions.ts'
import type { Figure, Run } from './model.ts'

/** Ms; stock Vitest spends minutes on its millions of samples where the machine is busy. */
const LONG = 600_000

test('clock', { timeout: LONG }, async ({ bench }) => {
  const begun = performance.now()
  const [one, other, ...rest] = functions.map(({ name, fn }) => bench(name, fn))
  const results = await bench.compare(one!, other!, ...rest)
  const took = performance.now() - begun
  const figures = functions.map(({ name }): Figure => {
    const { p50, mean } = results.get(name).latency
    return { name, median: p50, mean }
  })
  const run: Run = { took, figures }
  writeFileSync(process.env['LANEMARK_CLOCK_RESULT'] ?? '', JSON.stringify(run))
})

test.runIf(process.env['LANEMARK_CLOCK_REPORTS'])('pair', { timeout: LONG }, async ({ bench }) => {
  const [one, other] = pair
  await bench.compare(bench(one.name, one.fn), bench(other.name, other.fn))
})
