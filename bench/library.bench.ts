/** What lanemark itself costs: the parts that every measured call or every decision goes through. */
import { afterAll, beforeAll, describe, test } from 'vitest'
import { kernel, threads } from 'lanemark'
import { longestFirst } from '../src/explain/schedule.ts'
import { hodgesLehmann } from '../src/stats/hodges-lehmann.ts'
import { seededRandom } from '../src/stats/random.ts'
import { signedRank } from '../src/stats/signed-rank.ts'
import { pack, unpack } from '../src/worker/codec.ts'

const random = seededRandom(1)
const values = (count: number): number[] => Array.from({ length: count }, () => random.uniform())

describe('the library', () => {
  test('a value to a worker and back', async ({ bench }) => {
    const records = values(200).map((value, id) => ({
      id,
      value,
      tags: ['a', 'b'],
      at: new Date(id),
    }))
    await bench('pack and unpack 200 records', () => unpack(pack(records, { shared: true }))).run()
  })

  test('the gate’s test', async ({ bench }) => {
    const changes = values(60).map((value) => value - 0.5)
    await bench('signed-rank and interval of 60 blocks', () => {
      const { greater } = signedRank(changes, 0.01)
      return greater + hodgesLehmann(changes).value
    }).run()
  })

  test('a schedule', async ({ bench }) => {
    const durations = values(500)
    await bench('500 calls on eight workers, longest first', () => longestFirst(durations, 8)).run()
  })

  describe('a pool', () => {
    const slug = kernel<typeof import('./kernels/slug.ts')>(
      new URL('./kernels/slug.ts', import.meta.url),
    )
    const pool = threads({ workers: 2 })
    const inputs = values(50).map((value) => `Chapter ${value}: the End`)
    beforeAll(() => pool.map(slug, inputs))
    afterAll(() => pool.close())
    test('small tasks', async ({ bench }) => {
      await bench('50 calls on two threads', () => pool.map(slug, inputs)).run()
    })
  })
})
