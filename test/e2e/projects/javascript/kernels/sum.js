/** A kernel in plain JavaScript. */
export default function sum(count) {
  let total = 0
  for (let step = 1; step <= count; step += 1) total += Math.sqrt(step)
  return total
}
