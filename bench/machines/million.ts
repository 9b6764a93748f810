/** What a million inputs from a generator add to their caller: `node million.ts <servers> <group>`; MiB. */
import { kernel } from 'lanemark'
import { machines } from 'lanemark/machines'
import type { echo } from '../kernels/echo.ts'

const [servers = '', group = ''] = process.argv.slice(2)
const reflect = kernel<typeof echo>(new URL('../kernels/echo.ts', import.meta.url), 'echo')

function* numbers(count: number): Generator<number> {
  for (let value = 0; value < count; value += 1) yield value
}

await using pool = machines({ servers, group })
await pool.map(reflect, numbers(10_000))
const before = process.memoryUsage().rss
const results = await pool.map(reflect, numbers(1_000_000))
const added = process.resourceUsage().maxRSS * 1024 - before
if (results.length !== 1_000_000 || results[999_999] !== 999_999) throw new Error('other results')
process.stdout.write(`${added / 2 ** 20}\n`)
