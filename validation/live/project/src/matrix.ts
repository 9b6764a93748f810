/** Multiplies two matrices, rows as arrays, once a unit. */
const SIZE = 14

const filled = (step: number): number[][] =>
  Array.from({ length: SIZE }, (_row, y) =>
    Array.from({ length: SIZE }, (_column, x) => (step * x + y) % 7),
  )

const one = filled(3)
const other = filled(5)

function product(left: number[][], right: number[][]): number[][] {
  return left.map((row) =>
    row.map((_, column) => {
      let sum = 0
      for (let index = 0; index < row.length; index += 1)
        sum += row[index]! * right[index]![column]!
      return sum
    }),
  )
}

export const matrix = (units: number) => (): number => {
  let total = 0
  for (let unit = 0; unit < units; unit += 1) total += product(one, other)[1]![2]!
  return total
}
