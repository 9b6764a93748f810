/** Loads: every contender opened and warmed up, then rounds in which each has a turn. */
import { setTimeout as after } from 'node:timers/promises'
import { capacityOf } from '../../src/compare/capacity.ts'
import { lowerBound } from '../../src/explain/bound.ts'
import type { CapacityMeter, Reading } from '../../src/measure/capacity-meter.ts'
import type { CapacityProbe } from '../../src/model.ts'
import { seededRandom, shuffle } from '../../src/stats/random.ts'
import type { Contender } from './contenders/contender.ts'
import { loadCall } from './contenders/kernel.ts'
import { Entrant } from './entrant.ts'
import { collectGarbage } from './garbage.ts'
import type { Garbage } from './garbage.ts'
import type { Load } from './loads.ts'
import type { LoadResult } from './model.ts'
import { cpuOfTree } from './tree.ts'

export interface MeasureSettings {
  workers: number
  rounds: number
  seed: number
  /** Ms that a list may take; the longer of this and `PLAIN` times the plain loop's. */
  most: number
  /** What is collected before each turn: all of it, or, where time is short, what is young. */
  garbage: Garbage
  /** Ms during which idle pools are watched. */
  idle: number
}

/** A list may take this many times what the plain loop takes. */
const PLAIN = 1.5

/** Ms after which a round is probed again. */
const PROBED = 2000

/**
 * The loads one after another, on pools that are opened once.
 * @throws {Error} when a load's own kernel fails; what contenders do wrong is in the result
 */
export async function measureLoads(
  loads: readonly Load[],
  contenders: readonly Contender[],
  settings: MeasureSettings,
  meter: CapacityMeter,
): Promise<LoadResult[]> {
  const entrants = contenders.map((contender) => new Entrant(contender))
  const works = loads.map(({ work }) => work)
  const results: LoadResult[] = []
  try {
    for (const load of loads) {
      const inputs = load.inputs()
      const { expected, time } = await firstPass(load, inputs)
      const most = load.divisible ? Math.max(settings.most, PLAIN * time) : Infinity
      const able = entrants.filter(({ contender }) => canRun(contender, load))
      for (const entrant of able) {
        const pool = { works, workers: settings.workers }
        await entrant.begin({ work: load.work, inputs, expected }, pool)
        await entrant.warmUp({ most, least: 2 * settings.workers })
      }
      results.push(await measureLoad(load, inputs.length, able, settings, meter))
    }
  } finally {
    for (const entrant of entrants) await entrant.close()
  }
  return results
}

async function measureLoad(
  { id, title, about, work }: Load,
  tasks: number,
  entrants: readonly Entrant[],
  settings: MeasureSettings,
  meter: CapacityMeter,
): Promise<LoadResult> {
  const idle = await idleCores(settings.idle)
  const { probes, least } = await playRounds(entrants, settings, meter)
  return {
    id,
    title,
    about,
    tasks,
    capacity: capacityOf(probes, settings.workers, settings.rounds),
    least: work.timed ? least : null,
    idle,
    contenders: entrants.map((entrant) => entrant.result()),
  }
}

const canRun = ({ kind, role }: Contender, { work }: Load): boolean =>
  work.shares !== true || kind !== 'processes' || role === 'ours'

/** The results that all others must equal, and ms that a warm plain loop takes for them. */
async function firstPass({ work }: Load, inputs: readonly unknown[]) {
  const call = await loadCall(work)
  const expected = inputs.map((input) => call(input))
  const started = performance.now()
  for (const input of inputs) call(input)
  return { expected, time: performance.now() - started }
}

/** What the tree uses while nobody has work, in cores. */
async function idleCores(duration: number): Promise<number | null> {
  // what follows the last list (garbage, messages of statistics) is not idling
  await after(duration)
  const first = cpuOfTree(process.pid)
  const before = cpuOfTree(process.pid)
  await after(duration)
  const last = cpuOfTree(process.pid)
  if (first === null || before === null || last === null) return null
  // a reading itself takes what lies between the first two
  return significant(Math.max(0, last - before - (before - first)) / duration)
}

async function playRounds(
  entrants: readonly Entrant[],
  { rounds, seed, workers, garbage }: MeasureSettings,
  meter: CapacityMeter,
) {
  const random = seededRandom(seed)
  const probes: CapacityProbe[] = []
  const least: number[] = []
  // the first is not counted
  for (let round = -1; round < rounds; round += 1) {
    const counts = round >= 0
    let probed = -Infinity
    for (const entrant of shuffle(entrants, random)) {
      if (entrant.failed) continue
      collectGarbage(garbage)
      if (counts && performance.now() - probed > PROBED) {
        const before = probed === -Infinity ? null : entrant.contender.name
        probes.push({ round, before, ...rounded(await meter.measure()) })
        probed = performance.now()
      }
      await entrant.turn({ counts })
      const times = entrant.times()
      if (counts && times.length > 0) least.push(significant(lowerBound(times, workers)))
    }
  }
  return { probes, least }
}

const significant = (value: number): number => Number(value.toPrecision(5))

const rounded = (reading: Reading): Reading => ({
  capacity: significant(reading.capacity),
  pace: significant(reading.pace),
})
