/** Functions of which two have the names by which a kernel says how it divides, and mean something else. */
export const sorted = (list: number[]): number[] => list.toSorted((one, other) => one - other)
export const split = (list: number[]): number[][] => [list.slice(0, 1), list.slice(1)]
export const merge = (lists: number[][]): number[] => lists.flat()
export const reversed = (list: number[]): number[] => list.toReversed()
