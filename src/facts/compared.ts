/** All modes over one kernel and one list of inputs. */
import type { Mode } from '../modes.ts'
import type { CaseResult, Usage } from './case.ts'
import type { Estimate } from './estimate.ts'
import type { Capacity } from './delivered-cores.ts'

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
