/** From what was measured to a comparison: medians, paired speedups, bounds. Pure. */
import type {
  Capacity,
  CapacityProbe,
  CaseId,
  CaseResult,
  Comparison,
  Estimate,
  TaskTime,
  Trace,
  Warning,
} from '../model.ts'
import { valuesNeeded } from '../stats/interval.ts'
import { medianEstimate } from '../stats/median-interval.ts'
import { pairedRatio } from '../stats/paired-ratio.ts'
import { median } from '../stats/quantile.ts'
import { breakdown } from '../explain/breakdown.ts'
import { bestSpeedup, eventLoopBound, lowerBound } from '../explain/bound.ts'

/** One case in all counted rounds. */
export interface CaseRounds extends CaseId {
  rounds: { makespan: number; traces: Trace[] }[]
  startup: number[]
}

/** Everything that a run knows; `serial` is the first of the cases. */
export interface Measurement extends Pick<
  Comparison,
  'name' | 'kernel' | 'cores' | 'seed' | 'order' | 'equality' | 'warmup' | 'references'
> {
  cases: CaseRounds[]
  inputs: Pick<TaskTime, 'input' | 'result'>[]
  probes: CapacityProbe[]
  /** Threads that the probe spun at once, and the reading below which cores were missing. */
  meter: Pick<Capacity, 'workers' | 'threshold'>
}

/** The comparison that the measurement amounts to. */
export function assemble({ cases, inputs, probes, meter, ...rest }: Measurement): Comparison {
  const serial = cases.find(({ mode }) => mode === 'serial') ?? cases[0]
  if (serial === undefined) throw new RangeError('a comparison has at least one case')
  const tasks = taskTimes(serial, inputs)
  const capacity = capacityOf(probes, meter)
  return {
    ...rest,
    tasks,
    capacity,
    cases: cases.map((one) => caseResult(one, serial, tasks)),
    warnings: warningsFor(cases, capacity, rest.cores),
  }
}

function taskTimes(serial: CaseRounds, inputs: Measurement['inputs']): TaskTime[] {
  return inputs.map((input, index) => {
    const traces = serial.rounds.map(({ traces: all }) => all[index] as Trace)
    const cpu = traces.map((trace) => trace.cpu)
    return {
      index,
      ...input,
      duration: median(traces.map(({ started, ended }) => ended - started)),
      cpu: cpu.includes(null) ? null : median(cpu as number[]),
      async: traces.some((trace) => trace.async),
    }
  })
}

function caseResult(one: CaseRounds, serial: CaseRounds, tasks: readonly TaskTime[]): CaseResult {
  const { rounds, startup, label, mode, workers } = one
  const makespans = rounds.map(({ makespan }) => makespan)
  const speedup = one === serial ? null : speedupOf(serial, makespans)
  const bound = boundFor(one, tasks)
  const tracedRound = medianRound(makespans)
  const traces = rounds[tracedRound]?.traces ?? []
  const alone = serial.rounds[tracedRound]?.traces ?? []
  return {
    label,
    mode,
    workers,
    makespans,
    makespan: medianEstimate(makespans),
    speedup,
    bound,
    attained: speedup === null ? null : speedup.value / bound,
    tracedRound,
    traces,
    breakdown: isPool(mode) ? breakdown(traces, alone, workers, makespans[tracedRound] ?? 0) : null,
    startup,
  }
}

const isPool = (mode: CaseId['mode']): boolean => mode === 'threads' || mode === 'processes'

/** Serial over this one, round by round: what both of a round have in common cancels. */
function speedupOf(serial: CaseRounds, makespans: readonly number[]): Estimate {
  const base = serial.rounds.map(({ makespan }) => makespan)
  return pairedRatio(base, makespans)
}

function boundFor({ mode, workers }: CaseId, tasks: readonly TaskTime[]): number {
  const durations = tasks.map(({ duration }) => duration)
  if (mode === 'serial') return 1
  if (mode === 'concurrent') {
    const busy = tasks.map((task) => (task.async ? (task.cpu ?? 0) : task.duration))
    return bestSpeedup(durations, eventLoopBound(durations, busy))
  }
  return bestSpeedup(durations, lowerBound(durations, workers))
}

/** The round whose makespan is nearest to the median; its traces stand for the case. */
function medianRound(makespans: readonly number[]): number {
  const middle = median(makespans)
  const distances = makespans.map((makespan) => Math.abs(makespan - middle))
  return distances.indexOf(Math.min(...distances))
}

/** A round is short by the median of its readings: one bad moment in minutes says little. */
function capacityOf(probes: CapacityProbe[], meter: Measurement['meter']): Capacity {
  const rounds = Map.groupBy(probes, ({ round }) => round)
  const short = [...rounds].filter(([, readings]) => readingOf(readings) < meter.threshold)
  return {
    ...meter,
    probes,
    shortRounds: short.map(([round]) => round).toSorted((one, other) => one - other),
    median: probes.length === 0 ? 0 : readingOf(probes),
  }
}

const readingOf = (probes: readonly CapacityProbe[]): number =>
  median(probes.map(({ capacity }) => capacity))

function warningsFor(cases: readonly CaseRounds[], capacity: Capacity, cores: number): Warning[] {
  const warnings: Warning[] = []
  const rounds = cases[0]?.rounds.length ?? 0
  const short = capacity.shortRounds.length
  if (short > 0) {
    const { median: reading, workers } = capacity
    warnings.push({ code: 'capacity-short', rounds: short, of: rounds, median: reading, workers })
  }
  const needed = valuesNeeded(0.95)
  if (rounds < needed) warnings.push({ code: 'few-rounds', rounds, needed })
  for (const { label, workers } of cases) {
    if (workers > cores) warnings.push({ code: 'oversubscribed', label, workers, cores })
  }
  const traces = cases[0]?.rounds[0]?.traces ?? []
  if (traces.some(({ cpu }) => cpu === null)) warnings.push({ code: 'cpu-untold' })
  return warnings
}
