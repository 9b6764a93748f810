/** The kernel that the pools run: so many steps, each of which needs the one before. */
export function steps(count: number): number {
  let sum = 0
  for (let step = 0; step < count; step += 1) sum = sum * 0.75 + (step & 255)
  return sum
}
