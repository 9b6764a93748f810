/**
 * What a gate against a stored baseline leaves behind. Its own schema, since it has no stages, no
 * pairs and no second copy of base; the parts that outputs read are named as in the ordinary one.
 */
import type { StoredDecision } from './baseline.ts'
import type { BlockFacts, Difference, Drift, Fingerprint, StoredEntry } from './baseline.ts'
import type { GateReport } from './record.ts'

export const STORED_GATE_SCHEMA = 'lanemark/gate-stored@1'

type Shared =
  | 'command'
  | 'seed'
  | 'head'
  | 'settings'
  | 'environment'
  | 'took'
  | 'startup'
  | 'stopped'
  | 'figures'
  | 'differing'
  | 'outcome'

export interface StoredGateReport extends Pick<GateReport, Shared> {
  schema: typeof STORED_GATE_SCHEMA
  base: {
    /** As it was named on the command line. */
    file: string
    commit: string | null
    dirty: boolean
    /** When it was saved: ISO 8601, UTC. */
    date: string
    fingerprint: Fingerprint
    blocks: BlockFacts[]
  }
  /** Where head ran. */
  fingerprint: Fingerprint
  /** All fields in which the two differ, also those that forbid nothing. */
  differences: Difference[]
  /** Null where head had no blocks. */
  drift: Drift | null
  entries: StoredEntry[]
  /** Head's. */
  blocks: BlockFacts[]
  decision: StoredDecision
}

/** What the outputs are made of, wherever base's figures come from. */
export type AnyGateReport = GateReport | StoredGateReport
