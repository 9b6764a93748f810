/** How much work a benchmark is, in units: the same for all kernels, and exact. */
import type { Effect } from '../../model.ts'
import { side } from './side.ts'

/** Units of every benchmark on base; one of them is one per cent. */
const UNITS = 100

export const unitsFor = (effect: Effect): number => UNITS + (side.extra ? effect : 0)
