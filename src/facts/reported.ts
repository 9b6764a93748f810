/** What one bench file measured. */
import type { Claim } from './claim.ts'
import type { Comparison } from './compared.ts'
import type { Environment } from './delivered-cores.ts'
import type { BenchGroup } from './bench-function.ts'

/** What one bench file measured. */
export interface Report {
  /** Bench file, relative to the project's root. */
  file: string
  /** The command that makes this report again, seed included. */
  command: string
  environment: Environment
  comparisons: Comparison[]
  benches: BenchGroup[]
  claims: Claim[]
  /** What was measured and cannot be shown; left out where there is nothing of the kind. */
  omitted?: Omitted[]
}

/** A comparison, group or claim whose figures or pictures cannot be shown. */
export interface Omitted {
  name: string
  /** Why not, one line. */
  reason: string
}
