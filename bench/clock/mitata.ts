/**
 * The functions under mitata, in a process of their own:
 *
 * `node bench/clock/mitata.ts <file for the result> <calls that its loop makes in one turn>`
 */
import { writeFileSync } from 'node:fs'
import { measure } from 'mitata'
import { functions } from './functions.ts'
import type { Figure, Run } from './model.ts'

/**
 * By default two calls decide whether mitata times calls together. On a busy machine both may be slow,
 * and then it times single calls of nanoseconds, clock and all.
 */
const SEEN_FAST = { warmup_samples: 100, warmup_threshold: 1e8 }

const [, , file = '', unroll = '4'] = process.argv
const begun = performance.now()
const figures: Figure[] = []
for (const { name, fn } of functions) {
  const { p50, avg } = await measure(fn, { ...SEEN_FAST, batch_unroll: Number(unroll) })
  figures.push({ name, median: p50 / 1e6, mean: avg / 1e6 })
}
const run: Run = { took: performance.now() - begun, figures }
writeFileSync(file, JSON.stringify(run))
