/** Random values that structured cloning keeps whole, and one leaf of them changed. */
import * as fc from 'fast-check'

/** What a kernel may return: nested containers around every kind of leaf. */
export const value: fc.Arbitrary<unknown> = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  maxDepth: 3,
})

interface Planted {
  /** A value, and one like it with another leaf. */
  expected: unknown
  actual: unknown
  /** Where the leaves are. */
  path: string
  leaves: [unknown, unknown]
}

/** Pairs that `difference` must tell apart; zero's signs and NaN among them. */
const leaves: fc.Arbitrary<[unknown, unknown]> = fc.oneof(
  fc.constantFrom<[unknown, unknown]>(
    [0, -0],
    [NaN, 0],
    [1, 1n],
    ['1', 1],
    [null, undefined],
    [false, 0],
    [[], {}],
    [new Date(0), new Date(1)],
    [new Map(), new Set()],
    [new Uint8Array(2), new Int8Array(2)],
    [new Error('one').message, new Error('other').message],
  ),
  fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 2 }).map(pair),
  fc.uniqueArray(fc.integer(), { minLength: 2, maxLength: 2 }).map(pair),
  fc.uniqueArray(fc.bigInt(), { minLength: 2, maxLength: 2 }).map(pair),
)

function pair([one, other]: readonly unknown[]): [unknown, unknown] {
  return [one, other]
}

const around = fc.array(value, { maxLength: 3 })

/** What holds a leaf: the same siblings on both sides. */
const holder = fc.oneof(
  fc.tuple(fc.constant('array' as const), around, around, fc.constant('')),
  fc.tuple(fc.constant('object' as const), around, around, fc.string()),
  fc.tuple(fc.constant('map' as const), around, around, fc.stringMatching(/^[a-z]{1,8}$/)),
)

type Holder = typeof holder extends fc.Arbitrary<infer Value> ? Value : never

function hold([kind, before, after, key]: Holder, leaf: unknown): unknown {
  const clone = structuredClone({ before, after })
  if (kind === 'array') return [...clone.before, leaf, ...clone.after]
  const entries: [string, unknown][] = [
    ...clone.before.map((item, at): [string, unknown] => [`before ${at}`, item]),
    [key, leaf],
    ...clone.after.map((item, at): [string, unknown] => [`after ${at}`, item]),
  ]
  return kind === 'map' ? new Map(entries) : Object.fromEntries(entries)
}

function step([kind, before, , key]: Holder): string {
  if (kind === 'array') return `[${before.length}]`
  return kind === 'map' ? `.get('${key}')` : `.${key}`
}

/** A leaf that was changed somewhere in nested containers. */
export const planted: fc.Arbitrary<Planted> = fc
  .tuple(leaves, fc.array(holder, { minLength: 1, maxLength: 4 }))
  .map(([both, holders]) => {
    const [expected, actual] = both.map((leaf) =>
      holders.reduceRight((inner, one) => hold(one, inner), leaf),
    )
    return { expected, actual, path: holders.map(step).join(''), leaves: both }
  })
