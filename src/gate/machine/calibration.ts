/**
 * A fixed computation of our own, whose time tells how fast the machine is at this moment: a chain of
 * integer steps, four chains of floating-point steps beside it, and reads all over 256 KiB. It
 * allocates nothing. A benchmark that waits, allocates much or fills larger caches may drift
 * otherwise, so times are never scaled by it.
 */
import { mad, median } from '../../stats/quantile.ts'

/** A few milliseconds. */
const STEPS = 400_000

/** Before a block, and as many after it. */
const REPEATS = 10

/** Until the loop is compiled and the processor awake. */
const WARM = 30

const TABLE = Int32Array.from({ length: 2 ** 16 }, (_, index) => Math.imul(index, 0x9e3779b1))

export interface Calibration {
  /** Times the computation now, and adds them to those not yet told. */
  run: () => void
  /** Of all times since the last word: ms. */
  tell: () => { median: number; spread: number }
}

export function openCalibration(): Calibration {
  const expected = compute(STEPS)
  for (let repeat = 0; repeat < WARM; repeat += 1) compute(STEPS)
  let times: number[] = []
  return {
    run() {
      for (let repeat = 0; repeat < REPEATS; repeat += 1) {
        const begun = performance.now()
        const result = compute(STEPS)
        times.push(performance.now() - begun)
        // looked at, or the loop could be left out
        if (result !== expected) throw new Error('the fixed computation gave another result')
      }
    },
    tell() {
      const told = { median: median(times), spread: mad(times) }
      times = []
      return told
    },
  }
}

function compute(steps: number): number {
  let word = 0x9e3779b9 | 0
  let sum = 0
  let [a, b, c, d] = [1.1, 1.2, 1.3, 1.4]
  for (let step = 0; step < steps; step += 1) {
    word ^= word << 13
    word ^= word >>> 17
    word ^= word << 5
    sum = (sum + (TABLE[word & 0xffff] ?? 0)) | 0
    a = a * 0.999 + 0.1
    b = b * 0.998 + 0.2
    c = c * 0.997 + 0.3
    d = d * 0.996 + 0.4
  }
  return sum + a + b + c + d
}
