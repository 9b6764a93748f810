/** Uses an executor of each mode at the top level, as a program should. */
import { concurrent, processes, serial, threads } from '../../../src/index.ts'
import { squareLater } from '../../kernels/index.ts'

const numbers = Array.from({ length: 200 }, (_, index) => index)
const { signal } = new AbortController()

for (const mode of [serial, concurrent, threads, processes]) {
  await using executor = mode({ workers: 2 })
  const squares = await executor.map(squareLater, numbers, { signal })
  console.log(squares.reduce((sum, square) => sum + square, 0))
}
