/** A clock for tinybench that also keeps each measured duration, in order and turn by turn. */
import type { TimestampProvider, TimestampValue } from 'tinybench'

export interface Stopwatch {
  /** To be given to tinybench, which reads it before and after each call. */
  provider: TimestampProvider
  /** The durations since the last call of `lap`, ms. */
  lap: () => number[]
  /** The call under way counts as so many ms, whatever the clock says. */
  count: (duration: number) => void
}

/**
 * Tinybench reads its clock twice per sample and keeps samples only sorted, without their order.
 * Only one loop works at a time, so the readings come in pairs.
 */
export function stopwatch(clock: TimestampProvider): Stopwatch {
  const { fn, toMs } = clock
  let durations: number[] = []
  let begun: TimestampValue | null = null
  let counted: number | null = null
  const read = (): TimestampValue => {
    const moment = fn()
    if (begun === null) {
      begun = moment
    } else {
      durations.push(counted ?? toMs((moment as number) - (begun as number)))
      begun = null
      counted = null
    }
    return moment
  }
  const lap = (): number[] => {
    const taken = durations
    durations = []
    begun = null
    counted = null
    return taken
  }
  const count = (duration: number): void => {
    counted = duration
  }
  return { provider: { ...clock, fn: read }, lap, count }
}
