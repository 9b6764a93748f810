/** Mid-ranks times two, so that they are whole numbers: equal values share the mean of their ranks. */
export function doubledMidRanks(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).toSorted((a, b) => values[a]! - values[b]!)
  const ranks = values.map(() => 0)
  for (let from = 0, next = 0; from < order.length; from = next) {
    const value = values[order[from]!]
    while (next < order.length && values[order[next]!] === value) next++
    for (const index of order.slice(from, next)) ranks[index] = from + 1 + next
  }
  return ranks
}
