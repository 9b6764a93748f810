/** Makes what there is one of for each stage, or for each call time. */
import type { CallTime, Stage } from './model.ts'

export const byStage = <Value>(make: (stage: Stage) => Value): Record<Stage, Value> => ({
  screen: make('screen'),
  test: make('test'),
})

export const byCallTime = <Value>(
  make: (callTime: CallTime) => Value,
): Record<CallTime, Value> => ({
  mean: make('mean'),
  fastest: make('fastest'),
})
