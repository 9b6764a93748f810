/**
 * Passes over a typed array, one a unit; each step needs the one before. The array is small enough
 * for any cache: a larger one would cost more than in proportion where a cache ends.
 */

const ELEMENTS = 2000

const values = Float64Array.from({ length: ELEMENTS }, (_, index) => (index % 97) + 0.5)

export function array(units: number): () => number {
  return () => {
    let sum = 0
    for (let unit = 0; unit < units; unit += 1) {
      for (let index = 0; index < ELEMENTS; index += 1) sum = sum * 0.75 + (values[index] ?? 0)
    }
    return sum
  }
}
