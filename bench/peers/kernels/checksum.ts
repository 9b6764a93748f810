/** Work on a range of whole numbers that divides into any number of parts of the same cost. */
export interface Range {
  from: number
  to: number
}

export function checksum({ from, to }: Range): number {
  let sum = 0
  for (let value = from; value < to; value += 1) {
    let word = Math.imul(value ^ 0x9e3779b9, 0x85ebca6b)
    word ^= word >>> 13
    sum = (sum + Math.imul(word, 0xc2b2ae35)) | 0
  }
  return sum
}

export function split({ from, to }: Range, parts: number): Range[] {
  const at = (part: number): number => from + Math.round(((to - from) * part) / parts)
  return Array.from({ length: parts }, (_, part) => ({ from: at(part), to: at(part + 1) }))
}

export const merge = (sums: number[]): number => sums.reduce((sum, part) => (sum + part) | 0, 0)
