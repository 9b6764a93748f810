/** A clock for tinybench that also keeps each measured duration, in order and turn by turn. */
import type { TimestampProvider, TimestampValue } from 'tinybench'

export interface Stopwatch {
  /** To be given to tinybench, which reads it before and after each call. */
  provider: TimestampProvider
  /** The durations since the last call of `lap`, ms. */
  lap: () => number[]
}

/**
 * Tinybench reads its clock twice per sample and keeps samples only sorted, without their order.
 * Only one loop works at a time, so the readings come in pairs.
 */
export function stopwatch(clock: TimestampProvider): Stopwatch {
  const { fn, toMs } = clock
  let durations: number[] = []
  let begun: TimestampValue | null = null
  const read = (): TimestampValue => {
    const moment = fn()
    if (begun === null) {
      begun = moment
    } else {
      durations.push(toMs(((moment as number) - (begun as number)) as TimestampValue))
      begun = null
    }
    return moment
  }
  const lap = (): number[] => {
    const taken = durations
    durations = []
    begun = null
    return taken
  }
  return { provider: { ...clock, fn: read }, lap }
}
