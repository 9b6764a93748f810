/** A Fibonacci number by its definition, once a unit. */
function fibonacci(index: number): number {
  return index < 2 ? index : fibonacci(index - 1) + fibonacci(index - 2)
}

export const recursion = (units: number) => (): number => {
  let total = 0
  for (let unit = 0; unit < units; unit += 1) total += fibonacci(13)
  return total
}
