export function primes(limit: number): number {
  let found = 0
  for (let candidate = 2; candidate < limit; candidate += 1) {
    let divisor = 2
    while (divisor * divisor <= candidate && candidate % divisor !== 0) divisor += 1
    if (divisor * divisor > candidate) found += 1
  }
  return found
}
