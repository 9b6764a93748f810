/** The document's kernel as a plain function: most pools know no generators. */
import { cpuBound } from '../../kernels/cpu-bound.ts'

export function multiply(num: number): bigint {
  const steps = cpuBound(num)
  let step = steps.next()
  while (step.done !== true) step = steps.next()
  return step.value
}
