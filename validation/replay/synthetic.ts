/** Recordings made up for tests: processes with known speeds and noise, so that the truth is known. */
import { type Random, seededRandom } from '../../src/stats/random.ts'
import type { FunctionRecord, GroupRecord } from '../../src/gate/model/record.ts'
import { normal } from '../synthetic.ts'
import { RECORDING_SCHEMA, SUBJECTS, titleOf } from '../model.ts'
import type { Condition, Kernel, RecordedBlock, Recording, Subject } from '../model.ts'

export interface Machine {
  seed: number
  blocks: Record<Condition, number>
  /** Standard deviation of a process's speed in a block, by kernel; of a log. */
  process: Record<Kernel, number>
  /** Of a slice. */
  slice: number
  /** Of what all processes of a block have in common; it cancels only within a block. */
  moment: number
  /** How much faster than base the head's processes are for no reason; of a log. */
  favour: number
}

export const MACHINE: Machine = {
  seed: 1,
  blocks: { quiet: 40, competing: 40 },
  process: {
    document: 0.002,
    array: 0.001,
    json: 0.003,
    async: 0.002,
    threads: 0.003,
    processes: 0.003,
  },
  slice: 0.005,
  moment: 0.01,
  favour: 0,
}

const ROUNDS = 30
/** Chance that a slice is hit by the competing process, and by how much at most. */
const BURST = { chance: 0.2, most: 0.5 }

export function syntheticRecording(machine: Machine = MACHINE): Recording {
  const random = seededRandom(machine.seed)
  const blocks = (['quiet', 'competing'] as const).flatMap((condition) =>
    Array.from({ length: machine.blocks[condition] }, (_, index) =>
      blockOf(machine, condition, index, random),
    ),
  )
  return {
    schema: RECORDING_SCHEMA,
    environment: {
      cpu: 'synthetic',
      cores: 2,
      quota: null,
      os: 'none',
      node: 'v24.0.0',
      v8: '13.0',
      vitest: '5.1.1',
      lanemark: '0.1.0',
      date: '2026-11-22T00:00:00.000Z',
    },
    steady: { core: 1, addresses: true },
    pace: { warmup: 200, rounds: ROUNDS },
    blocks,
  }
}

function blockOf(
  machine: Machine,
  condition: Condition,
  index: number,
  random: Random,
): RecordedBlock {
  const moment = machine.moment * normal(random, index)
  const groups = SUBJECTS.map((subject) => groupOf(machine, subject, condition, moment, random))
  const startup = 1500
  return {
    stage: 'test',
    took: startup + groups.reduce((sum, { took }) => sum + took, 0),
    capacity: { delivered: condition === 'quiet' ? 1.9 : 1.2, of: 2 },
    stolen: null,
    groups,
    failures: [],
    condition,
    seed: index,
    at: new Date(Date.UTC(2026, 10, 22, 0, index)).toISOString(),
    startup,
  }
}

function groupOf(
  machine: Machine,
  subject: Subject,
  condition: Condition,
  moment: number,
  random: Random,
): GroupRecord {
  const { kernel } = subject
  const names =
    kernel === 'threads' || kernel === 'processes' ? ['serial', kernel] : [titleOf(subject)]
  const speed = () => machine.process[kernel] * normal(random, 0)
  const arms = {
    base: moment + speed(),
    head: moment + speed() + Math.log1p(subject.effect / 100) - machine.favour,
  }
  const slices = (log: number, call: number): number[] =>
    Array.from({ length: ROUNDS }, () => {
      const hit = condition === 'competing' && random.uniform() < BURST.chance
      const burst = hit ? BURST.most * random.uniform() : 0
      return call * Math.exp(log + machine.slice * normal(random, 0) + burst)
    })
  const functions = names.map((name): FunctionRecord => {
    // the pool is faster than serial
    const call = name === kernel ? 1.2 : 2
    const durations = {
      base: slices(arms.base, call),
      head: slices(arms.head, call),
      copy: null,
    }
    return { name, mean: durations, fastest: durations }
  })
  const took = functions.length * 733
  return { unit: `bench/all.bench.ts > ${titleOf(subject)}`, group: 0, took, functions }
}
