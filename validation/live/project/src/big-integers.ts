/** The factorial of 40, and its digits' number, once a unit. */
function factorial(last: number): bigint {
  let product = 1n
  for (let factor = 2; factor <= last; factor += 1) product *= BigInt(factor)
  return product
}

export const bigIntegers = (units: number) => (): number => {
  let total = 0
  for (let unit = 0; unit < units; unit += 1) total += factorial(40).toString().length
  return total
}
