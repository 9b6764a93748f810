/**
 * The document's kernel: total starts at 1; for i, j and k from 1 to num - 1, total is multiplied by
 * i * j * k. Naive on purpose, for it is what the document timed. The cost grows like num^6.
 *
 * It yields once per outer loop, where `concurrent` may switch to another task.
 */
export function* cpuBound(input: number | Part): Generator<void, bigint> {
  const { num, from, to } = typeof input === 'number' ? { num: input, from: 1, to: input } : input
  let total = 1n
  for (let i = from; i < to; i += 1) {
    for (let j = 1; j < num; j += 1) {
      for (let k = 1; k < num; k += 1) {
        total *= BigInt(i * j * k)
      }
    }
    yield
  }
  return total
}

/** Some turns of the outer loop: from the first number up to, not including, the last. */
export interface Part {
  num: number
  from: number
  to: number
}

export function split(input: number | Part, parts: number): Part[] {
  const { num, from, to } = typeof input === 'number' ? { num: input, from: 1, to: input } : input
  const count = Math.min(parts, to - from)
  const at = (part: number): number => from + Math.round((part * (to - from)) / count)
  return Array.from({ length: count }, (_, part) => ({ num, from: at(part), to: at(part + 1) }))
}

/** Numbers of about the same size are multiplied, which is quicker than one after another. */
export function merge(partials: bigint[]): bigint {
  let products = partials
  while (products.length > 1) {
    products = products.flatMap((product, at) =>
      at % 2 === 0 ? [product * (products[at + 1] ?? 1n)] : [],
    )
  }
  return products[0] ?? 1n
}
