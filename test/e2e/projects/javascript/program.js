/** The same kernel in production: nothing of Vitest here. */
import { concurrent, kernel, processes, serial, threads } from 'lanemark'

const sum = kernel(new URL('./kernels/sum.js', import.meta.url))

for (const make of [serial, concurrent, threads, processes]) {
  const pool = make({ workers: 2 })
  console.log(pool.mode, await pool.map(sum, [10, 20, 30]))
  await pool.close()
}
