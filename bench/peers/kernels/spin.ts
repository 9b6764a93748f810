/** Work whose length is its input: the same steps for everyone, and nothing allocated. */
export function spin(iterations: number): number {
  let word = 0x9e3779b9 | 0
  for (let step = 0; step < iterations; step += 1) {
    word ^= word << 13
    word ^= word >>> 17
    word ^= word << 5
  }
  return word
}
