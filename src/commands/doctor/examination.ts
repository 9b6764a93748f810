/** What a machine is good for, found out: its cores now, its tools, and how alike its processes are. */
import { capacityOf } from '../../compare/capacity.ts'
import { LanemarkError } from '../../findings.ts'
import { detectableByScreen } from '../../gate/decide/detectable-slowdown.ts'
import { DEFAULT_RULES } from '../../gate/decide/rules.ts'
import { steadyHere } from '../../gate/machine/steady.ts'
import { watchStolen } from '../../gate/machine/stolen.ts'
import type { Steady } from '../../gate/model/record.ts'
import { openCapacityMeter } from '../../measure/capacity-meter.ts'
import type { Capacity, Environment } from '../../model.ts'
import { logarithms } from '../../stats/mean.ts'
import { median } from '../../stats/quantile.ts'
import { spread } from '../../stats/sample-size.ts'
import { availableCores } from '../../system/cores.ts'
import { environment } from '../../system/environment.ts'
import { checkNode } from '../../system/node-version.ts'
import type { GateProgress } from '../../system/progress.ts'
import { vitestHere } from '../vitest-here.ts'
import { measurePairs } from './fresh-pairs.ts'

export interface Examination {
  environment: Environment
  /** Cores this process may use, quotas included. */
  cores: number
  capacity: Capacity
  /** Share of all CPU time that the host gave to others meanwhile; null where it does not say. */
  stolen: number | null
  steady: Steady
  /** What keeps lanemark from measuring; none: nothing. */
  missing: LanemarkError[]
  fixed: FixedComputation
}

/** The fixed computation in fresh processes. */
export interface FixedComputation {
  /** Median over the processes, ms. */
  time: number
  /** Standard deviations of logarithms: from process to process, and of pairs that took turns. */
  processes: number
  pairs: number
  /** How many of each. */
  count: number
  /** The smallest slowdown that a gate would fail on in four of five runs, as a ratio; null: none. */
  detectable: number | null
  /** The gate's margin, as a share. */
  margin: number
}

const READINGS = 7
const PAIRS = 10

/** Takes some seconds, and starts processes of its own. */
export async function examine(progress: GateProgress, signal: AbortSignal): Promise<Examination> {
  const stolen = watchStolen()
  const { missing, vitest } = await vitestFound()
  progress.show('how many cores the machine delivers')
  const capacity = await capacityNow()
  const told = (pair: number): void =>
    progress.show(`how alike fresh processes are: pair ${pair} of ${PAIRS}`)
  const { times, changes } = await measurePairs(PAIRS, told, signal)
  return {
    environment: environment(vitest, new Date()),
    cores: availableCores(),
    capacity,
    stolen: stolen(),
    steady: steadyHere(),
    missing: [...nodeFound(), ...missing],
    fixed: {
      time: median(times),
      processes: spread(logarithms(times)),
      pairs: spread(changes),
      count: PAIRS,
      detectable: detectableByScreen(changes, 0, DEFAULT_RULES),
      margin: DEFAULT_RULES.margin,
    },
  }
}

async function capacityNow(): Promise<Capacity> {
  const meter = await openCapacityMeter(Math.max(1, Math.floor(availableCores())))
  try {
    const probes = []
    for (let round = 0; round < READINGS; round += 1) {
      probes.push({ round, before: null, ...(await meter.measure()) })
    }
    return capacityOf(probes, meter.workers, READINGS)
  } finally {
    await meter.close()
  }
}

async function vitestFound(): Promise<{ vitest: string; missing: LanemarkError[] }> {
  try {
    return { vitest: (await vitestHere()).version, missing: [] }
  } catch (error) {
    if (!(error instanceof LanemarkError)) throw error
    return { vitest: 'not there', missing: [error] }
  }
}

function nodeFound(): LanemarkError[] {
  try {
    checkNode()
    return []
  } catch (error) {
    if (!(error instanceof LanemarkError)) throw error
    return [error]
  }
}
