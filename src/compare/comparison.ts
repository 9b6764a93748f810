/** From what was measured to a comparison: medians, paired speedups, bounds. Pure. */
import type {
  Capacity,
  CapacityProbe,
  CaseId,
  CaseResult,
  Choice,
  Comparison,
  Divided,
  Ending,
  Estimate,
  Remote,
  RemoteMachine,
  TaskTime,
  Usage,
  Warning,
} from '../model.ts'
import { chooses, FIXED, isPool, overlaps } from '../modes.ts'
import { valuesNeeded } from '../stats/interval.ts'
import { lookAfter, together } from '../stats/looks.ts'
import type { Look } from '../stats/looks.ts'
import { mean } from '../stats/mean.ts'
import { medianEstimate } from '../stats/median-interval.ts'
import { pairedRatio } from '../stats/paired-ratio.ts'
import { median } from '../stats/quantile.ts'
import { breakdown } from '../explain/breakdown.ts'
import { cpuOf, cpuShare, leastWay, taskRuns, totalOf } from '../explain/runs.ts'
import type { TaskRun } from '../explain/runs.ts'
import { bestSpeedup, eventLoopBound, lowerBound } from '../explain/bound.ts'
import { standingOf } from '../explain/standing.ts'
import { capacityOf } from './capacity.ts'
import { likeness } from './likeness.ts'

/** From this share of its bound on, a case attained more than there is; below it may be chance. */
const BEYOND = 1.05

/** One case in all counted rounds. */
export interface CaseRounds extends CaseId {
  rounds: Recorded[]
  startup: number[]
  /** Other machines that ran it; null: it ran on this one. */
  machines: RemoteMachine[] | null
}

/** One round of a case. */
export type Recorded = Pick<CaseResult, 'trips' | 'times'> & {
  makespan: number
  /** Page faults of the processes that ran it; null where the platform does not tell. */
  faults: number | null
}

/** Everything that a run knows; `serial` is the first of the cases. */
export interface Measurement extends Pick<
  Comparison,
  | 'name'
  | 'kernel'
  | 'cores'
  | 'seed'
  | 'order'
  | 'equality'
  | 'instrument'
  | 'warmup'
  | 'references'
  | 'notes'
> {
  cases: CaseRounds[]
  ending: Omit<Ending, 'open'>
  inputs: Pick<TaskTime, 'input' | 'result'>[]
  probes: CapacityProbe[]
  /** Threads that each probe spun at once. */
  probed: number
  /** Short readings after which a round waited. */
  putOff: number
  /** Where `inputs` are parts: the whole ones, and serial's rounds with them; null: they are whole. */
  divided: (Pick<Divided, 'parts' | 'inputs'> & { whole: CaseRounds | Elsewhere }) | null
  /** What the case that chooses said last; null: there is none. */
  decision: Pick<Choice, 'mode' | 'sentence'> | null
  /** What this one repeats on a smaller scale; null where it stands for itself. */
  repeats: Comparison | null
}

/** The comparison that the measurement amounts to. */
export function assemble(measurement: Measurement): Comparison {
  const { cases, inputs, probes, probed, putOff, divided, decision, repeats, ...rest } = measurement
  const serial = serialOf(cases)
  const { reason, looks } = rest.ending
  const look = lookAfter(looks - 1, { last: reason !== 'settled' })
  const capacity = capacityOf(probes, probed, serial.rounds.length, putOff)
  const counted = capacity.counted ?? [...serial.rounds.keys()]
  const tasks = taskTimes(counted, serial, inputs)
  const results = cases.map((one) => caseResult({ counted, look }, one, serial, tasks))
  const choice = decision && choiceOf(decision, cases, results, { counted, look })
  return {
    ...rest,
    ...(divided === null ? {} : { divided: dividedOf(divided, cases, { counted, look }) }),
    ...(choice === null ? {} : { choice }),
    ending: { ...rest.ending, open: openIn(results) },
    tasks,
    capacity,
    cases: results,
    repeats: repeats && likeness(repeats, { tasks, cases: results }),
    warnings: [
      ...warningsFor(cases, capacity, counted.length, rest.cores),
      ...beyondBound(results, tasks),
    ],
  }
}

/** Speedups over serial, by label; `counted` are the rounds that count. */
export function speedups(
  cases: readonly CaseRounds[],
  counted: readonly number[],
  confidence: number,
): Map<string, Estimate> {
  const serial = serialOf(cases)
  const others = cases.filter((one) => one !== serial)
  return new Map(
    others.map((one) => [one.label, speedupOver(serial, one, counted, confidence)] as const),
  )
}

function serialOf(cases: readonly CaseRounds[]): CaseRounds {
  const serial = cases.find(({ mode }) => mode === 'serial') ?? cases[0]
  if (serial === undefined) throw new RangeError('a comparison has at least one case')
  return serial
}

/** Round by round: what both of a round have in common cancels. */
const speedupOver = (
  serial: CaseRounds,
  one: CaseRounds,
  counted: readonly number[],
  confidence: number,
): Estimate =>
  pairedRatio(pick(counted, makespansOf(serial)), pick(counted, makespansOf(one)), confidence)

const openIn = (cases: readonly CaseResult[]): string[] =>
  cases
    .filter(({ speedup }) => speedup !== null && standingOf(speedup) === 'open')
    .map(({ label }) => label)

/** What counts of a list that has one value a round. */
const pick = <Value>(counted: readonly number[], values: readonly Value[]): Value[] =>
  counted.map((round) => values[round]!)

function taskTimes(
  counted: readonly number[],
  serial: CaseRounds,
  inputs: Measurement['inputs'],
): TaskTime[] {
  const rounds = pick(counted, serial.rounds).map((round) => taskRuns(round))
  return inputs.map((input, index) => {
    const runs = rounds.map((all) => all[index] as TaskRun)
    const cpu = runs.map(cpuShare)
    return {
      index,
      ...input,
      duration: median(runs.map(({ started, ended }) => ended - started)),
      cpu: cpu.includes(null) ? null : median(cpu as number[]),
      async: runs.some(({ trip }) => trip.async),
    }
  })
}

interface Counting {
  /** Rounds, from 0. */
  counted: readonly number[]
  look: Look
}

function caseResult(
  { counted, look }: Counting,
  one: CaseRounds,
  serial: CaseRounds,
  tasks: readonly TaskTime[],
): CaseResult {
  const { rounds, startup, label, mode, workers } = one
  const makespans = makespansOf(one)
  const own = pick(counted, makespans)
  const { confidence } = look
  const speedup =
    one === serial ? null : together(speedupOver(serial, one, counted, confidence), look)
  const remote = remoteOf(one, counted)
  const bound = boundFor(one, tasks, remote?.way)
  const tracedRound = counted[nearestToMedian(own)] ?? 0
  const { trips, times } = rounds[tracedRound] ?? { trips: [], times: null }
  const alone = serial.rounds[tracedRound]?.trips ?? []
  return {
    label,
    mode,
    workers,
    makespans,
    makespan: together(medianEstimate(own, confidence), look),
    speedup,
    bound,
    attained: speedup === null ? null : speedup.value / bound,
    tracedRound,
    trips,
    times,
    usage: usageOf(pick(counted, rounds)),
    breakdown: isPool(one) ? breakdown(trips, alone, workers, makespans[tracedRound] ?? 0) : null,
    startup,
    ...(remote === null ? {} : { remote }),
  }
}

/** Null for modes of this machine. */
function remoteOf({ machines, rounds }: CaseRounds, counted: readonly number[]): Remote | null {
  if (machines === null) return null
  return { machines, way: leastWay(pick(counted, rounds).flatMap(({ trips }) => trips)) }
}

/** What another comparison measured, in rounds of its own. */
export interface Elsewhere extends Pick<CaseResult, 'makespans' | 'makespan'> {
  of: string
}

function dividedOf(
  { parts, inputs, whole }: NonNullable<Measurement['divided']>,
  cases: readonly CaseRounds[],
  { counted, look }: Counting,
): Divided {
  if ('of' in whole) {
    const gains = cases.map((one) => ({ label: one.label, gain: apart(whole, one, counted) }))
    return { parts, inputs, whole, gains }
  }
  const makespans = makespansOf(whole)
  const { confidence } = look
  const makespan = together(medianEstimate(pick(counted, makespans), confidence), look)
  const gains = cases.map((one) => ({
    label: one.label,
    gain: together(speedupOver(whole, one, counted, confidence), look),
  }))
  return { parts, inputs, whole: { of: null, makespans, makespan }, gains }
}

/** Without rounds in common there is nothing that cancels, and so no interval. */
function apart({ makespan, of }: Elsewhere, one: CaseRounds, counted: readonly number[]): Estimate {
  const value = makespan.value / median(pick(counted, makespansOf(one)))
  const note = `no interval: the whole inputs were measured apart, in ${of}`
  return { value, interval: null, n: makespan.n, note }
}

/** Null where nothing else ran. */
function choiceOf(
  decision: Pick<Choice, 'mode' | 'sentence'>,
  cases: readonly CaseRounds[],
  results: readonly CaseResult[],
  { counted, look }: Counting,
): Choice | null {
  const own = cases.find(chooses)
  const others = results.filter((one) => !chooses(one))
  const best = others.toSorted((one, other) => one.makespan.value - other.makespan.value)[0]
  const rival = cases.find(({ label }) => label === best?.label)
  if (own === undefined || rival === undefined) return null
  const ratio = together(speedupOver(own, rival, counted, look.confidence), look)
  return { label: own.label, ...decision, best: rival.label, ratio }
}

function usageOf(rounds: readonly Recorded[]): Usage {
  const each = (figure: (round: Recorded) => number | null): number | null => {
    const values = rounds.map(figure)
    return values.includes(null) || values.length === 0 ? null : mean(values as number[])
  }
  return {
    user: each(({ trips }) => totalOf(trips, ({ user }) => user)),
    system: each(({ trips }) => totalOf(trips, ({ system }) => system)),
    faults: each(({ faults }) => faults),
  }
}

const makespansOf = ({ rounds }: CaseRounds): number[] => rounds.map(({ makespan }) => makespan)

/** @param way ms that the messages of a chunk take at least, there and back */
function boundFor(one: CaseId, tasks: readonly TaskTime[], way = 0): number {
  const durations = tasks.map(({ duration }) => duration)
  if (isPool(one)) return bestSpeedup(durations, lowerBound(durations, one.workers) + way)
  if (overlaps(one)) {
    const busy = tasks.map((task) => (task.async ? (task.cpu ?? 0) : task.duration))
    return bestSpeedup(durations, eventLoopBound(durations, busy))
  }
  if (!chooses(one)) return 1
  const others = FIXED.map((mode) => boundFor({ ...one, mode }, tasks))
  return Math.max(...others)
}

/** Where the makespan nearest to the median is; that round's trips stand for the case. */
function nearestToMedian(makespans: readonly number[]): number {
  const middle = median(makespans)
  const distances = makespans.map((makespan) => Math.abs(makespan - middle))
  return distances.indexOf(Math.min(...distances))
}

/** What computes in the background, or on faster machines, may go beyond the bound; anything else cannot. */
function beyondBound(cases: readonly CaseResult[], tasks: readonly TaskTime[]): Warning[] {
  if (tasks.some(({ async }) => async)) return []
  const beyond = cases.filter(({ speedup, bound, remote }) => {
    return (
      remote === undefined &&
      speedup !== null &&
      (speedup.interval?.low ?? speedup.value) > BEYOND * bound
    )
  })
  if (beyond.length === 0) return []
  const most = Math.max(...beyond.map(({ attained }) => attained ?? 0))
  return [{ code: 'beyond-bound', labels: beyond.map(({ label }) => label), most }]
}

function warningsFor(
  cases: readonly CaseRounds[],
  { shortRounds, counted, median: reading, workers: probed }: Capacity,
  rounds: number,
  cores: number,
): Warning[] {
  const warnings: Warning[] = []
  if (shortRounds.length > 0) {
    const of = cases[0]?.rounds.length ?? 0
    const part = { rounds: shortRounds.length, of, leftOut: counted !== null }
    warnings.push({ code: 'capacity-short', ...part, median: reading, workers: probed })
  }
  const needed = valuesNeeded(0.95)
  if (rounds < needed) warnings.push({ code: 'few-rounds', rounds, needed })
  for (const { label, workers, machines } of cases) {
    if (machines === null && workers > cores)
      warnings.push({ code: 'oversubscribed', label, workers, cores })
  }
  const trips = cases[0]?.rounds[0]?.trips ?? []
  if (trips.some((trip) => cpuOf(trip) === null)) warnings.push({ code: 'cpu-untold' })
  return warnings
}
