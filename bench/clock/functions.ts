/** Ten functions from nothing to a millisecond, the same for every tool that times them. */

/**
 * Carried from call to call, so that no tool's loop can do without a call, and none can begin before
 * the one before it has ended. Tools differ in what they do with a returned value; here they need not.
 */
const state = Int32Array.of(1)

/** Multiplications written out one after the other, of which each waits for the one before. */
function chain(length: number): () => void {
  const steps = Array.from({ length }, (_, step) => `value = Math.imul(value ^ ${step}, 1664525)`)
  const body = `return () => { let value = state[0]; ${steps.join('; ')}; state[0] = value }`
  // oxlint-disable-next-line typescript/no-implied-eval, no-new-func -- no one writes so many by hand
  return new Function('state', body)(state) as () => void
}

function multiply(turns: number): void {
  let value = state[0] ?? 0
  for (let turn = 0; turn < turns; turn += 1) value = Math.imul(value ^ turn, 1_664_525)
  state[0] = value
}

function squareRoots(count: number): void {
  let sum = 0.5 + ((state[0] ?? 0) & 1)
  for (let index = 0; index < count; index += 1) sum += Math.sqrt(index + sum)
  state[0] = sum
}

const text = '{"key":[1,"some text"]}'
const side = 3
const haystack = 'ab'.repeat(10_000)

export interface Timed {
  name: string
  fn: () => unknown
}

/** Differ by two multiplications of twenty: ten percent, less what a call takes besides. */
export const pair: readonly [Timed, Timed] = [
  { name: '20 multiplications', fn: chain(20) },
  { name: '22 multiplications', fn: chain(22) },
]

export const functions: readonly Timed[] = [
  { name: 'no-op', fn: () => undefined },
  {
    name: 'unused pure expression',
    fn: () => {
      void (Math.sqrt(side) + 1)
    },
  },
  { name: '5 multiplications', fn: chain(5) },
  ...pair,
  { name: 'JSON.parse of 23 characters', fn: () => JSON.parse(text) as unknown },
  // oxlint-disable-next-line unicorn/no-new-array -- the usual way to write it
  { name: 'array of 1,000 filled', fn: () => new Array<number>(1000).fill(0) },
  { name: '1,000 square roots', fn: () => squareRoots(1000) },
  { name: '20,000 characters searched', fn: () => /b+c/.test(haystack) },
  { name: '500,000 multiplications', fn: () => multiply(500_000) },
]
