/**
 * The document's kernel on a small input, once a unit: total starts at 1; for i, j and k from 1 to
 * num - 1, total is multiplied by i * j * k.
 */

const NUM = 6

export function document(units: number): () => number {
  return () => {
    let sum = 0
    for (let unit = 0; unit < units; unit += 1) {
      sum += Number(BigInt.asUintN(32, drain(cpuBound(NUM))))
    }
    return sum
  }
}

function* cpuBound(num: number): Generator<void, bigint> {
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

function drain(generator: Generator<void, bigint>): bigint {
  let step = generator.next()
  while (step.done !== true) step = generator.next()
  return step.value
}
