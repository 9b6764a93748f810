/**
 * A small seeded generator. Orders of rounds and resampled figures come from it, so that a logged
 * seed gives the same run again on every machine: only 32-bit integer steps, no floating point.
 */

/** A stream of random numbers that its seed fixes. */
export interface Random {
  /** The next number, evenly spread over [0, 1), a multiple of 2^-53. */
  uniform: () => number
  /**
   * The next whole number from 0 to `n - 1`, each equally likely. Throws RangeError unless n is a
   * whole number >= 1.
   */
  below: (n: number) => number
}

/**
 * SplitMix32: turns one word into well-mixed ones, so that seeds 1 and 2 start unrelated streams.
 * Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (OOPSLA 2014), with the
 * 32-bit finaliser of MurmurHash3.
 */
function mixer(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x9e3779b9) | 0
    const once = Math.imul(state ^ (state >>> 16), 0x85ebca6b)
    const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35)
    return (twice ^ (twice >>> 16)) | 0
  }
}

/** sfc32, "small fast counter" (Doty-Humphrey, PractRand): 32-bit words, period at least 2^32. */
function sfc32(a: number, b: number, c: number): () => number {
  let counter = 1
  return () => {
    const word = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + word) | 0
    return word >>> 0
  }
}

/**
 * The generator for one seed. All bits of the seed count.
 *
 * @param seed a safe integer, negative ones included
 * @throws {RangeError} when the seed is not a safe integer
 */
export function seededRandom(seed: number): Random {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`a seed is a whole number, got ${seed}`)
  const low = mixer(seed)
  const high = mixer(Math.floor(seed / 2 ** 32))
  const word = sfc32(low(), high(), low())
  for (let step = 0; step < 12; step++) word()
  const uniform = () => ((word() >>> 5) * 2 ** 26 + (word() >>> 6)) / 2 ** 53
  const below = (n: number) => {
    if (!Number.isSafeInteger(n) || n < 1) throw new RangeError(`below(n) needs n >= 1, got ${n}`)
    return Math.floor(uniform() * n)
  }
  return { uniform, below }
}

/**
 * The items in a random order, all orders equally likely (Fisher-Yates); the list given stays as it
 * is.
 */
export function shuffle<Item>(items: readonly Item[], random: Random): Item[] {
  const shuffled = [...items]
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = random.below(last + 1)
    const item = shuffled[last]!
    shuffled[last] = shuffled[other]!
    shuffled[other] = item
  }
  return shuffled
}
