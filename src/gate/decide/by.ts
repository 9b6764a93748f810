/** Makes what there is one of for each call time. */
import type { CallTime } from '../model/facts.ts'

export const byCallTime = <Value>(
  make: (callTime: CallTime) => Value,
): Record<CallTime, Value> => ({
  mean: make('mean'),
  fastest: make('fastest'),
})
