/** What a run against the peers measured: per round nothing but makespans. */
import type { Capacity, Environment } from '../../src/model.ts'
import type { Contender } from './contenders/contender.ts'

export type ContenderId = Pick<Contender, 'name' | 'kind' | 'role'>

export interface Measured extends ContenderId {
  state: 'measured'
  /** Tasks it ran each round: all, or fewer where all would have taken too long. */
  tasks: number
  /** One a round, ms. */
  makespans: number[]
}

/** What threw, hung or gave other results than the plain loop. */
export interface Failed extends ContenderId {
  state: 'failed'
  reason: string
}

export type ContenderResult = Measured | Failed

export interface LoadResult {
  id: string
  title: string
  about: string
  tasks: number
  capacity: Capacity
  /** One a round: the shortest makespan that the serial task times of that round allow, ms. */
  least: number[] | null
  /** CPU time that all pools used together while nobody had work, in cores; null: not known. */
  idle: number | null
  contenders: ContenderResult[]
}

export interface MemoryResult extends ContenderId {
  /** Resident memory that opening it and one list added to the process tree, bytes. */
  added: number
  /** Workers that it is shared among; 1 for a loop. */
  workers: number
}

export interface PeersReport {
  schema: 'lanemark/peers@1'
  /** Makes this report again, seed included. */
  command: string
  quick: boolean
  workers: number
  rounds: number
  environment: Omit<Environment, 'vitest'>
  versions: Record<string, string>
  /** Steps of the spin kernel in a microsecond, as calibrated at the start. */
  steps: number
  loads: LoadResult[]
  /** Empty where memory was not measured. */
  memory: MemoryResult[]
}
