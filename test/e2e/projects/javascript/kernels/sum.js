/** A kernel in plain JavaScript: the default export. */
export default function sum(count) {
  let total = 0
  for (let step = 1; step <= count; step += 1) total += step
  return total
}
