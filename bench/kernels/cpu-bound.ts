/**
 * The document's kernel: total starts at 1; for i, j and k from 1 to num - 1, total is multiplied by
 * i * j * k. Naive on purpose, for it is what the document timed. The cost grows like num^6.
 *
 * It yields once per outer loop, where `concurrent` may switch to another task.
 */
export function* cpuBound(num: number): Generator<void, bigint> {
  let total = 1n
  for (let i = 1; i < num; i += 1) {
    for (let j = 1; j < num; j += 1) {
      for (let k = 1; k < num; k += 1) {
        total *= BigInt(i * j * k)
      }
    }
    yield
  }
  return total
}
