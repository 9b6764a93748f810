/** A statement that was put to the test, and its evidence. */
import type { Mode } from '../modes.ts'
import type { Estimate } from './estimate.ts'

/** A statement put to the test by a bench file, with what was measured for it. */
export interface Claim {
  /** Short, unique in the report: `4`. */
  id: string
  /** The statement as its author made it. */
  statement: string
  verdict: 'holds' | 'holds in part' | 'does not hold' | 'not decided'
  /** One to three sentences: the figures that decide, and what they mean. */
  because: string
  evidence: Evidence[]
}

export type Evidence = FactTable | FaultMatrix | PayloadSweep

/** Figures that fit no other kind. */
export interface FactTable {
  kind: 'facts'
  title: string
  columns: string[]
  /** Cells: text as it is, or a figure with its unit. */
  rows: (string | Figure)[][]
}

export interface Figure {
  estimate: Estimate
  unit: 'ms' | 'ratio' | 'count' | 'bytes'
}

/** What was left after one task failed in one way: one cell per fault and mode. */
export interface FaultMatrix {
  kind: 'faults'
  title: string
  cells: FaultCell[]
}

export interface FaultCell {
  /** `throw`, `process.exit`, `endless loop` ... */
  fault: string
  mode: Mode
  /** What the caller got: `task-threw`, `worker-died (SIGABRT)`, `nothing: the host died`. */
  outcome: string
  /** Whether tasks that ran beside it still gave their results. */
  siblings: boolean
  /** Whether the executor ran further tasks afterwards. */
  pool: boolean
  /** Whether the process that called `map` was still there. */
  host: boolean
}

/** What a payload costs on its way to a worker and back, by size. */
export interface PayloadSweep {
  kind: 'payloads'
  title: string
  points: PayloadPoint[]
}

export interface PayloadPoint {
  mode: Mode
  /** `BigInt`, `ArrayBuffer, copied`, `ArrayBuffer, moved`, `string`, `nested objects` ... */
  payload: string
  /** Size of the payload itself. */
  size: number
  /** What crossed, both ways together. */
  bytes: number
  /** There and back, ms. */
  roundTrip: Estimate
}
