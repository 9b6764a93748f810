/** Labels in a column: as near to where they belong as they can be without touching. */

interface Stack {
  /** Positions in the sorted order. */
  count: number
  /** Where the first one stands. */
  start: number
  /** Sum of what the first one's place would be for each member. */
  wanted: number
}

/** Joins a stack with those above it until none touch. */
function settle(stacks: Stack[], gap: number): void {
  for (;;) {
    const last = stacks.at(-1)
    const before = stacks.at(-2)
    if (last === undefined || before === undefined) return
    if (before.start + before.count * gap <= last.start) return
    const wanted = before.wanted + last.wanted - last.count * before.count * gap
    const count = before.count + last.count
    stacks.splice(-2, 2, { count, wanted, start: wanted / count })
  }
}

/** Moves places at least `gap` apart, keeps their order, and keeps them above `bottom`. */
export function apart(places: readonly number[], gap: number, bottom: number): number[] {
  const order = places.map((place, index) => ({ place, index }))
  order.sort((a, b) => a.place - b.place || a.index - b.index)
  const stacks: Stack[] = []
  for (const { place } of order) {
    stacks.push({ count: 1, start: place, wanted: place })
    settle(stacks, gap)
  }
  const moved = stacks.flatMap(({ count, start }) =>
    Array.from({ length: count }, (_, index) => start + index * gap),
  )
  const result = [...places]
  order.forEach(({ index }, rank) => {
    result[index] = Math.min(moved[rank] ?? 0, bottom - (order.length - 1 - rank) * gap)
  })
  return result
}
