/** The sum of a list, which divides; a context says what `merge` gets wrong. */
export function total(list: number[]): number {
  return list.reduce((sum, number) => sum + number, 0)
}

export const split = (list: number[], parts: number): number[][] => {
  const size = Math.ceil(list.length / parts)
  return Array.from({ length: Math.ceil(list.length / size) }, (_, part) =>
    list.slice(part * size, (part + 1) * size),
  )
}

export function merge(partials: number[], _: number[], context?: { lose: number }): number {
  return partials.slice(context?.lose ?? 0).reduce((sum, number) => sum + number, 0)
}
