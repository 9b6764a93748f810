/** Arbitrary values that structured clone can carry. */
import * as fc from 'fast-check'

const bytes = fc.uint8Array({ maxLength: 40 })

const VIEWS = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
  DataView,
] as const

/** A view over the middle of a buffer, as `subarray` gives. */
const partialView = fc
  .tuple(fc.constantFrom(...VIEWS), fc.nat(2), fc.nat(3), bytes)
  .map(([View, skipped, length, content]) => {
    const size = 'BYTES_PER_ELEMENT' in View ? View.BYTES_PER_ELEMENT : 1
    const buffer = new ArrayBuffer(64)
    new Uint8Array(buffer).set(content)
    return Reflect.construct(View, [buffer, skipped * size, length]) as ArrayBufferView
  })

const buffer = bytes.map((content) => Buffer.from(content))

const arrayBuffer = bytes.map((content) => Uint8Array.from(content).buffer)

const regExp = fc
  .tuple(fc.constantFrom('a+', '^$', '[\\d-]', '(?<name>.)\\/'), fc.constantFrom('', 'g', 'imsu'))
  .map(([source, flags]) => new RegExp(source, flags))

const error = fc
  .tuple(
    fc.constantFrom(Error, TypeError, RangeError, SyntaxError, EvalError),
    fc.string(),
    fc.option(fc.anything({ maxDepth: 1 })),
  )
  .map(([Class, message, cause]) => new Class(message, cause === null ? {} : { cause }))

const leaf = fc.oneof(
  fc.bigInt(),
  fc.double(),
  fc.constantFrom(-0, Number.NaN, Infinity, undefined, null),
  fc.string({ unit: 'binary' }),
  fc.date({ noInvalidDate: false }),
  partialView,
  buffer,
  arrayBuffer,
  regExp,
  error,
)

const anything = fc.anything({
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
})

/** Nested values of every kind. */
export const value = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    anything,
    fc.array(tie('node'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('node'), { maxKeys: 4, noNullPrototype: true }),
    fc.array(fc.tuple(tie('node'), tie('node')), { maxLength: 3 }).map((list) => new Map(list)),
    fc.array(tie('node'), { maxLength: 3 }).map((list) => new Set(list)),
  ),
})).node

/** Objects that point at each other at random, so that most lie on cycles. */
export const graph = fc
  .array(fc.tuple(value, fc.nat(), fc.nat()), { minLength: 1, maxLength: 6 })
  .map((list) => {
    const nodes = list.map(([content]): Record<string, unknown> => ({ content }))
    for (const [index, [, left, right]] of list.entries()) {
      Object.assign(nodes[index] ?? {}, {
        left: nodes[left % nodes.length],
        others: [nodes[right % nodes.length]],
      })
    }
    return nodes[0]
  })
