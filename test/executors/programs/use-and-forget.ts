/** Uses an executor of each mode at the top level, and never closes one. */
import { concurrent, processes, serial, threads } from '../../../src/index.ts'
import { square } from '../../kernels/index.ts'

const { signal } = new AbortController()

for (const mode of [serial, concurrent, threads, processes]) {
  const executor = mode({ workers: 2 })
  console.log(await executor.map(square, [2, 3], { signal, timeout: 60_000 }))
  await new Promise((resolve) => setTimeout(resolve, 20))
  console.log(await executor.map(square, [4, 5, 6], { signal }))
}
