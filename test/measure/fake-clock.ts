/** A clock on which only `pass` lets time pass, and reading it where that costs something. */
import type { Now } from '../../src/measure/clock.ts'

export interface FakeClock {
  now: Now
  pass: (duration: number) => void
  /** The true time, whatever the clock shows. */
  true: () => number
}

/**
 * @param grain ms; the clock shows whole multiples of it
 * @param cost ms that each reading takes
 */
export function fakeClock({ grain = 0, cost = 0 } = {}): FakeClock {
  let moment = 1000
  return {
    now: () => {
      moment += cost
      return grain === 0 ? moment : Math.floor(moment / grain) * grain
    },
    pass: (duration) => {
      moment += duration
    },
    true: () => moment,
  }
}
