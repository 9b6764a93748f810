/** Measurements made by hand: tasks one after another on each lane, in whole milliseconds. */
import type { CaseRounds, Measurement } from '../../src/compare/comparison.ts'
import type { Mode, TaskTime, Trace } from '../../src/model.ts'

interface Task {
  index: number
  lane?: number
  started: number
  ended: number
  cpu?: number | null
  async?: boolean
}

export function trace({ index, lane = 0, started, ended, cpu, async = false }: Task): Trace {
  return {
    index,
    worker: { pid: 100 + lane, threadId: 0 },
    lane,
    queued: 0,
    dispatched: started,
    sent: started,
    received: started,
    loaded: started,
    started,
    ended,
    replied: ended,
    done: ended,
    bytesIn: 0,
    bytesOut: 0,
    decode: 0,
    cpu: cpu === undefined ? ended - started : cpu,
    wait: 0,
    async,
  }
}

/** A round in which the tasks run one after another on one lane. */
export function inRow(durations: readonly number[]): CaseRounds['rounds'][number] {
  const traces: Trace[] = []
  let at = 0
  for (const [index, duration] of durations.entries()) {
    traces.push(trace({ index, started: at, ended: at + duration }))
    at += duration
  }
  return { makespan: at, traces }
}

export const caseOf = (
  mode: Mode,
  workers: number,
  rounds: CaseRounds['rounds'],
  label: string = mode,
): CaseRounds => ({
  label,
  mode,
  workers,
  rounds,
  startup: mode === 'threads' || mode === 'processes' ? [20, 21].slice(0, workers) : [],
})

export const input = (text: string): Pick<TaskTime, 'input' | 'result'> => ({
  input: text,
  result: { type: 'number', size: '3 bytes', sha256: '0'.repeat(64), digestOf: 'bytes' },
})

export function measurement(parts: Pick<Measurement, 'cases'> & Partial<Measurement>): Measurement {
  const rounds = parts.cases[0]?.rounds ?? []
  return {
    name: 'by hand',
    kernel: { module: 'kernels/by-hand.ts', export: 'default', kind: 'function' },
    cores: 2,
    seed: 1,
    order: rounds.map(() => parts.cases.map(({ label }) => label)),
    equality: 'untimed pass',
    warmup: { duration: 0, rounds: 0 },
    references: [],
    inputs: (rounds[0]?.traces ?? []).map(({ index }) => input(String(index))),
    probes: rounds.map((_, round) => ({ round, before: 'serial', capacity: 2, pace: 1 })),
    probed: 2,
    ...parts,
  }
}
