/** The same kernel in production: nothing of Vitest here. */
import { kernel, processes, threads } from 'lanemark'

const countWords = kernel<(typeof import('./kernels/words.ts'))['countWords']>(
  new URL('./kernels/words.ts', import.meta.url),
  'countWords',
)

for (const make of [threads, processes]) {
  await using pool = make({ workers: 2 })
  const [counts] = await pool.map(countWords, [{ title: 'a', body: 'one two two' }])
  console.log(pool.mode, counts?.get('two'))
}
