/** One way of running the kernel, and where its time went. */
import type { Mode } from '../modes.ts'
import type { Estimate } from './estimate.ts'
import type { TaskTimes, Trip, WorkerId } from './task-run.ts'

/** One way of running the kernel within a comparison. */
export interface CaseId {
  /** Unique in the comparison: `threads`, or `threads x4` where worker counts are compared. */
  label: string
  mode: Mode
  /** Workers that run tasks; 1 for serial and concurrent. */
  workers: number
}

/** What a run of a case used besides time, all its calls together. */
export interface Usage {
  /** CPU time in the program, ms; null where the platform does not tell. */
  user: number | null
  /** CPU time in the system's kernel, ms; null as `user`. */
  system: number | null
  /**
   * Page faults of the processes that ran the calls, whatever else they did meanwhile; null where the
   * platform does not tell.
   */
  faults: number | null
}

/** One lane's time in one round; the parts add up to the makespan. */
export interface LaneUse {
  lane: number
  /** Null when the lane had no task. */
  worker: WorkerId | null
  tasks: number
  /** Importing the kernel's module. */
  startup: number
  /** Serialising and deserialising, at both sides. */
  serialising: number
  /** Messages under way, and the time between two tasks. */
  waiting: number
  /** In the kernel. */
  working: number
  /** After its last task, until the other lanes were done too. */
  idle: number
}

/** Where a pool's time went; `makespan - ideal` is the sum of the parts. */
export interface Breakdown {
  makespan: number
  /** Serial time of all tasks shared evenly: `sum / W`. */
  ideal: number
  /** Each one averaged over the lanes; inflation, system, contention and residual can be negative. */
  parts: {
    startup: number
    serialisation: number
    /** Messages under way and gaps between tasks. */
    queueing: number
    /** Lanes without work at the end. */
    imbalance: number
    /** The tasks used more CPU time in the program than in serial; in all where that is not told apart. */
    inflation: number
    /** The tasks used more CPU time in the system's kernel than in serial. */
    system: number
    /** The tasks waited longer for a core than in serial (Linux). */
    contention: number
    /** Longer than in serial for neither reason. */
    residual: number
  }
  lanes: LaneUse[]
}

/** What one case did in the comparison. */
export interface CaseResult extends CaseId {
  /** One makespan a round, in the order of the rounds. */
  makespans: number[]
  /** Median makespan with its interval. */
  makespan: Estimate
  /** serial / this, round by round; null for the case `serial` itself or where serial did not run. */
  speedup: Estimate | null
  /** The best speedup any schedule could reach here with the measured task times. */
  bound: number
  /** speedup / bound; null where there is no speedup. */
  attained: number | null
  /** Which round's trips and times are kept: the one with the median makespan. */
  tracedRound: number
  trips: Trip[]
  /** Null where only trips were timed: a task's time is an equal share of its trip's. */
  times: TaskTimes | null
  /** Mean of the counted rounds. */
  usage: Usage
  /** Pools only: where the time of the traced round went. */
  breakdown: Breakdown | null
  /** Pools only: from the spawn of each worker until it could take a task; one value a lane. */
  startup: number[]
  /** Left out for modes of this machine. */
  remote?: Remote
}

/** What a case's other machines were. */
export interface Remote {
  machines: RemoteMachine[]
  /** The least that any chunk's messages took there and back, ms: no schedule does with less. */
  way: number
}

/** A machine of a group, as it says itself. */
export interface RemoteMachine {
  /** What it is called: by its operator, or part of its id. */
  name: string
  /** Cores that its process may use. */
  cores: number
  /** Memory of the machine, bytes. */
  memory: number
  /** Tasks that it can run at a time. */
  workers: number
}
