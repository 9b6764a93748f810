/** How much is measured: in full, or for a quick look. */
import type { CompareOptions, FixedMode, ModeSpec } from 'lanemark'
import { FAULTS } from '../kernels/faults.ts'
import type { Fault } from '../kernels/faults.ts'
import { INPUTS } from './five-seconds.ts'

interface Settings {
  faults: readonly Fault[]
  /** Equal numbers for the document's kernel. */
  equal: readonly number[]
  /** How long comparisons go on, of calls that compute and of calls that wait. */
  computing: CompareOptions
  waiting: CompareOptions
  /** Rounds of what is measured otherwise. */
  rounds: number
  pythonRounds: number
  /** Updates of each task that counts. */
  updates: number
  requests: number
  waitingModes: readonly (FixedMode | ModeSpec)[]
  /** Bytes of the payloads. */
  sizes: readonly number[]
  /** Ms for all repetitions of one payload and size. */
  tripBudget: number
  pythonTrips: number
  /** Numbers in the document's proportion: half as large, or less, costs a 64th or less. */
  scaled: readonly number[]
  /** The numbers whose shares of the work are measured, once. */
  shares: readonly number[]
}

const full: Settings = {
  faults: FAULTS,
  equal: Array.from({ length: 6 }, () => 26),
  computing: { budget: 8000 },
  waiting: { budget: 16_000 },
  rounds: 12,
  pythonRounds: 6,
  updates: 1_000_000,
  requests: 100,
  waitingModes: ['concurrent', { mode: 'threads', workers: [2, 10] }, 'processes'],
  sizes: [1, 32, 2 ** 10, 2 ** 15, 2 ** 20, 2 ** 23, 2 ** 26],
  tripBudget: 300,
  pythonTrips: 20,
  scaled: [28, 35, 18],
  shares: INPUTS,
}

const quick: Settings = {
  ...full,
  faults: ['throw', 'process.exit', 'native crash (SIGSEGV)', 'endless loop'],
  equal: Array.from({ length: 6 }, () => 21),
  computing: { budget: 3000 },
  waiting: { budget: 3000 },
  rounds: 6,
  requests: 25,
  waitingModes: ['concurrent', 'threads', 'processes'],
  sizes: [1, 2 ** 10, 2 ** 20],
  tripBudget: 30,
  pythonTrips: 6,
  scaled: [25, 32, 16],
  shares: [25, 32, 16],
}

export const settings: Settings = process.env['LANEMARK_QUICK'] === '1' ? quick : full
