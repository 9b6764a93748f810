/** A kernel in TypeScript, among other exports. */
export interface Text {
  title: string
  body: string
}

export const SEPARATOR = /\W+/

export function countWords({ body }: Text): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of body.split(SEPARATOR).filter(Boolean)) {
    counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return counts
}

export async function countLater(text: Text): Promise<number> {
  return (await Promise.resolve(countWords(text))).size
}

export function* countInSteps(text: Text): Generator<void, bigint> {
  let total = 0n
  for (const count of countWords(text).values()) {
    total += BigInt(count)
    yield
  }
  return total
}
