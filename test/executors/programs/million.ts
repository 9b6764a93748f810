/** A million inputs through the mode that is the argument, in a heap in which they have no room. */
import { processes, serial, threads } from '../../../src/index.ts'
import { square } from '../../kernels/index.ts'

function* numbers(): Generator<number> {
  for (let number = 0; number < 1_000_000; number += 1) yield number
}

const [mode] = process.argv.slice(2)
await using executor = { serial, threads, processes }[String(mode)]!({ workers: 2 })
let right = 0
for await (const { index, result } of executor.stream(square, numbers())) {
  if (result === index ** 2) right += 1
}
console.log(right)
