/** A kernel whose helpers have the names by which others say how they divide. */
export function sort(list: number[]): number[] {
  return list.length < 2 ? list : merge(...(split(list).map(sort) as [number[], number[]]))
}

export function split(list: number[]): [number[], number[]] {
  const half = list.length >> 1
  return [list.slice(0, half), list.slice(half)]
}

export const merge = (one: number[], other: number[]): number[] =>
  [...one, ...other].toSorted((first, second) => first - second)
