/**
 * The plain, JSON-shaped data that every other part passes around.
 *
 * Units: every duration is in milliseconds, every size in bytes, every speedup and share is a plain
 * ratio (1.5 means one and a half times as fast).
 */

import type { Mode } from './modes.ts'

export type { FixedMode, LocalMode, Mode } from './modes.ts'

/** Where a kernel lives. It is named, never sent: code does not cross, a closure could not. */
export interface KernelRef {
  /** `file:` URL of the module. */
  url: string
  /** Name of the export; `default` for the default export. */
  name: string
}

/** Who ran a task. Thread 0 is a process's main thread. */
export interface WorkerId {
  pid: number
  threadId: number
  /** What the machine calls itself; left out where it is this one. */
  machine?: string
}

/**
 * A chunk's life: tasks that travel to a worker together. Where nothing travels, a trip is a stretch
 * of tasks on the caller's own thread. The eight moments are milliseconds after the call, on one
 * monotonic clock that all processes of the machine share, and never decrease in the order given
 * here, but that a chunk can be `received` before the call that sent it returns:
 *
 * `dispatched <= sent`, `dispatched <= received <= loaded <= started <= ended <= replied <= done`
 */
export interface Trip {
  worker: WorkerId
  /** Lane: which of the executor's workers, from 0; a replaced worker's successor keeps its lane. */
  lane: number
  /** Index of the input that ran first; without `cost` the others are those behind it. */
  first: number
  /** Tasks in the chunk. */
  count: number
  /** A worker had room for the chunk: the inputs left the queue, their packing began. */
  dispatched: number
  /** The chunk was handed to the worker's channel. */
  sent: number
  /** The worker was done with the chunk before and began on this one. */
  received: number
  /** The kernel's module was there (imported by this chunk when it is the worker's first). */
  loaded: number
  /** The inputs were unpacked, and the kernel was called with the first one. */
  started: number
  /** The kernel returned for the last one (for a promise: settled; for a generator: returned). */
  ended: number
  /** The results were packed and handed back. */
  replied: number
  /** The results were unpacked at the caller's side. */
  done: number
  /** Packed size of the inputs; 0 where nothing crosses. */
  bytesIn: number
  /** Packed size of the results; 0 where nothing crosses. */
  bytesOut: number
  /** Time the caller spent on unpacking the results, part of `replied..done`. */
  decode: number
  /** Time the worker spent on packing results as they came, part of `started..ended`. */
  packing: number
  /** CPU time of the thread in the program, `started..ended`; null where the platform does not tell. */
  user: number | null
  /** CPU time of the thread in the system's kernel, `started..ended`; null as `user`. */
  system: number | null
  /** Time the thread waited for a core, `started..ended` (Linux); null elsewhere. */
  wait: number | null
  /** Whether the kernel returned a promise. */
  async: boolean
}

/** When each task ran, by the index of its input; ms after the call. */
export interface TaskTimes {
  /** The task's trip, an index into the list of trips. */
  trip: number[]
  started: number[]
  ended: number[]
}

/** A range that holds the true value with the stated confidence. */
export interface Interval {
  low: number
  high: number
  /** The confidence that the method really reached, all looks together: 0.95 or a little above. */
  confidence: number
}

/** A figure with its interval, or with the reason why there is none. */
export interface Estimate {
  value: number
  interval: Interval | null
  /** How many independent values (rounds) it rests on. */
  n: number
  /** Why there is no interval, e.g. "n = 2, no interval yet, needs 6"; null when there is one. */
  note: string | null
}

/** One way of running the kernel within a comparison. */
export interface CaseId {
  /** Unique in the comparison: `threads`, or `threads x4` where worker counts are compared. */
  label: string
  mode: Mode
  /** Workers that run tasks; 1 for serial and concurrent. */
  workers: number
}

/** What a machine delivered at one moment. */
export interface CapacityProbe {
  /** Round, from 0, and the case before whose turn it was taken; null: before the round. */
  round: number
  before: string | null
  /** Cores' worth of work delivered to `workers` spinning threads: `workers * t1 / tW`. */
  capacity: number
  /** How fast a thread computed beside the others while it had a core, as a share of alone. */
  pace: number
}

export interface Capacity {
  /** Threads that the probe spun at once. */
  workers: number
  /** Share of its speed alone that the machine leaves a thread when all compute; 1 is all of it. */
  pace: number
  /** Below this a round counts as short of capacity. */
  threshold: number
  probes: CapacityProbe[]
  /** Rounds, from 0, whose median reading was below the threshold. */
  shortRounds: number[]
  /**
   * Rounds, from 0, on which all figures rest: those that were not short. Null when these are too
   * few: then all rounds count, and there is no verdict.
   */
  counted: number[] | null
  /** Median of all probes. */
  median: number
  /** Readings that were short before a round began, which then waited for a better one. */
  putOff: number
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

/** The serial case's time per task, the ground of every bound. */
export interface TaskTime {
  index: number
  /** The input as text, one line, cut to a readable length. */
  input: string
  /** Median over the rounds of the serial run. */
  duration: number
  /** CPU time; null where the platform does not tell. */
  cpu: number | null
  /** Whether the kernel returned a promise, so that its waiting can overlap with other tasks. */
  async: boolean
  /** What the result is: kind, size, and a digest that shows that all modes agree. */
  result: ResultNote
}

export interface ResultNote {
  /** `bigint`, `string`, `Uint8Array`, `object` ... */
  type: string
  /** In words: `3,275,295 bits`, `12 characters`, `1,024 bytes`. */
  size: string
  /** SHA-256 in hexadecimal, of what `digestOf` names. */
  sha256: string
  /** `hexadecimal digits`, `UTF-8 text`, `serialised value`. */
  digestOf: string
}

/** Figures for the same work that this run did not measure through an executor. */
export interface Reference {
  /** Heading of its column: `document`, `CPython 3.11.7, here`. */
  label: string
  /** Where the figures are from, a sentence; it should say how many workers the pools had. */
  source: string
  /** Per mode, as far as it has a counterpart. */
  modes: Partial<Record<Mode, ReferenceCase>>
  /** Set when the reference was to be run here and could not be: why. */
  missing: string | null
  /** SHA-256 of the hexadecimal digits of its results, by input index; empty when unknown. */
  digests: string[]
}

export interface ReferenceCase {
  /** What the reference calls it: `thread pool`. */
  name: string
  makespan: number
  /** Left out where it is not known. */
  usage?: Usage
  /** `pid process | tid thread` lines, as the reference printed them. */
  lines: string[]
}

/** A remark on the figures; `report/messages.ts` makes the text. */
export type Warning =
  | {
      code: 'capacity-short'
      rounds: number
      of: number
      /** Whether the short rounds count for no figure. */
      leftOut: boolean
      median: number
      workers: number
    }
  | { code: 'few-rounds'; rounds: number; needed: number }
  /** Cases that attained more than all of their bound, and the largest share. */
  | { code: 'beyond-bound'; labels: string[]; most: number }
  | { code: 'oversubscribed'; label: string; workers: number; cores: number }
  | { code: 'cpu-untold' }

export interface Instrument {
  /** What noting the end of a call costs, ms. */
  cost: number
  /** `tasks`: each call's end was noted; `chunks`: that would have been felt, so only trips were. */
  times: 'tasks' | 'chunks'
}

/** When the rounds of a comparison ended, and why. */
export interface Ending {
  /**
   * `asked`: so many rounds were asked for; `slow`: the budget was over, and even three times as much
   * has no room for an interval; `settled`: each mode is told from serial, or
   * surely within 5 % of it; `ceiling`: something was still open then.
   */
  reason: 'asked' | 'slow' | 'settled' | 'ceiling'
  /** Ms for the rounds; null where rounds were asked for. */
  budget: number | null
  /** Ms after which there is no further round, whatever is open; null where rounds were asked for. */
  ceiling: number | null
  /** How often the figures were looked at; the intervals are as wide as that takes. */
  looks: number
  /** Labels of the cases that are neither told from serial nor surely within 5 % of it. */
  open: string[]
}

/** That a comparison has the work of another one on a smaller scale, task by task. */
export interface Repeats {
  /** Name of the other one, which stands in the same report. */
  name: string
  /** By how much the tasks' shares of the work differ at most, */
  shares: number
  /** and the bounds of the cases. */
  bounds: number
}

/** What dividing the inputs did, in a comparison whose calls are parts of them. */
export interface Divided {
  /** Into how many parts each input was to be divided. */
  parts: number
  inputs: {
    /** As text, see `TaskTime`. */
    input: string
    /** How many of the calls are its parts. */
    calls: number
    result: ResultNote
  }[]
  /** One whole input after another, ms a round. */
  whole: {
    /** The comparison of the same report that measured it; null: this one did, in turn with the others. */
    of: string | null
    makespans: number[]
    makespan: Estimate
  }
  /** By label: how many times as fast each case is as that. */
  gains: { label: string; gain: Estimate }[]
}

/** What a mode that chooses chose, and how it did against the best of the others. */
export interface Choice {
  /** Of its case. */
  label: string
  /** What it ran calls in, in the last round, */
  mode: Mode
  /** and why. */
  sentence: string
  /** Label of the fastest case that does not choose. */
  best: string
  /** Its time over that of the fastest, round by round: 1.03 is 3 % longer. */
  ratio: Estimate
}

/** All modes over one kernel and one list of inputs. */
export interface Comparison {
  /** The test's full name. */
  name: string
  kernel: {
    /** Path relative to the project's root, with forward slashes. */
    module: string
    export: string
    kind: 'function' | 'async function' | 'generator function'
  }
  tasks: TaskTime[]
  /** Cores this process may use, cgroup quota included; can be fractional. */
  cores: number
  seed: number
  /** Per round the labels in the order they ran. */
  order: string[][]
  /** Whether the untimed equality pass ran, or the first round's own results served. */
  equality: 'untimed pass' | 'first round'
  /** What the measuring of single calls costs, and whether it was done. */
  instrument: Instrument
  /** Warm-up before the first counted round. */
  warmup: { duration: number; rounds: number }
  ending: Ending
  capacity: Capacity
  cases: CaseResult[]
  references: Reference[]
  /** Null where it stands for itself. */
  repeats: Repeats | null
  /** Left out where calls are whole inputs. */
  divided?: Divided
  /** Left out where no mode chose. */
  choice?: Choice
  /** What its author has to say of it, sentence by sentence. */
  notes: string[]
  warnings: Warning[]
}

/** The clock that timed calls, as it was found where they were timed. */
export interface Clock {
  name: string
  /** The smallest step it shows, ms. */
  resolution: number
  /** What one reading takes, ms. */
  cost: number
}

/** Functions of a plain `bench()` or `bench.compare()`, measured in slices that take turns. */
export interface BenchGroup {
  name: string
  seed: number
  rounds: number
  /** What all figures rest on: a sample is the mean time of the calls of one batch, see `batch`. */
  sample: 'mean of a batch'
  clock: Clock
  /** One turn of an empty loop, ms, taken off what was timed in one; null where nothing was. */
  loop: Estimate | null
  tasks: BenchTask[]
}

export interface BenchTask {
  name: string
  latency: Latency
  /** This / the fastest of the group, round by round; null for the fastest and for single ones. */
  ratio: Estimate | null
  /** Calls that were measured. */
  calls: number
  samples: number
  /** Calls of a sample, timed together; the mean, as batches grow while a function is compiled. */
  batch: number
  /** Median time of a call in each of its turns, ms: what the median and the ratio rest on. */
  turns: number[]
  /** Share of its turns that went into collecting garbage; null where Node does not tell. */
  garbage: number | null
  /** Bytes that a call allocates; null where that was not asked for, or cannot be told. */
  bytes: Estimate | null
  /** Ms of real time after which it was ended short of what was asked for; null where it was not. */
  ended: number | null
}

/** What a call takes, ms, without the loop around it and the clock's share. */
export type Latency =
  | {
      state: 'told'
      /** Median over the turns; its interval holds the clock's grain and the loop's uncertainty. */
      median: Estimate
      /** Mean of all calls. */
      mean: number
    }
  /** At most so much: it cannot be told from a loop without the function, or from the clock. */
  | { state: 'under'; limit: number; against: 'loop' | 'clock' }

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

/** Which machine and software wrote a report. */
export interface Environment {
  cpu: string
  cores: number
  /** CPU quota of the control group in cores; null when there is none. */
  quota: number | null
  os: string
  node: string
  v8: string
  vitest: string
  lanemark: string
  /** ISO 8601, UTC. */
  date: string
}

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
