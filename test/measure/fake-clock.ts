/** A clock for tinybench on which only `pass` lets time pass, in whole milliseconds. */
import type { TimestampProvider } from 'tinybench'

export interface FakeClock {
  provider: TimestampProvider
  pass: (duration: number) => void
}

export function fakeClock(): FakeClock {
  let moment = 1000
  return {
    provider: {
      name: 'fake',
      fn: () => moment,
      toMs: Number,
      fromMs: (duration) => duration,
    },
    pass: (duration) => {
      moment += duration
    },
  }
}
