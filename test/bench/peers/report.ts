/** Made-up reports: every contender takes what the test says, in every round alike. */
import { CONTENDERS } from '../../../bench/peers/contenders/index.ts'
import type { LoadResult, Measured, PeersReport } from '../../../bench/peers/model.ts'

export const ROUNDS = 8

interface MadeUp {
  id?: string
  title?: string
  /** Ms a call by contender; the others take 1. */
  calls?: Record<string, number>
  least?: number | null
  idle?: number | null
  /** Whether the machine delivered its cores. */
  there?: boolean
}

/** A little apart from round to round, so that intervals have a width: up to 1 %. */
const makespan = (call: number, tasks: number, round: number): number =>
  call * tasks * (1 + (round % 3) / 300)

export function loadOf({ calls, least, there = true, ...rest }: MadeUp): LoadResult {
  const tasks = 100
  const rounds = Array.from({ length: ROUNDS }, (_, round) => round)
  const contenders = CONTENDERS.map(({ name, kind, role }): Measured => {
    const makespans = rounds.map((round) => makespan(calls?.[name] ?? 1, tasks, round))
    return { name, kind, role, state: 'measured', tasks, makespans }
  })
  return {
    id: 'no-op',
    title: 'no-op x 100',
    about: 'Nothing.',
    tasks,
    idle: 0,
    ...rest,
    capacity: {
      workers: 2,
      pace: 1,
      threshold: 1.8,
      probes: [],
      shortRounds: there ? [] : rounds,
      counted: there ? rounds : null,
      median: there ? 2 : 1,
      putOff: 0,
    },
    least: least == null ? null : rounds.map((round) => makespan(least, tasks, round)),
    contenders,
  }
}

export const reportOf = (...loads: LoadResult[]): PeersReport => ({
  schema: 'lanemark/peers@1',
  command: 'npm run bench:peers -- --seed 7',
  quick: false,
  workers: 2,
  rounds: ROUNDS,
  environment: {
    cpu: 'a processor',
    cores: 2,
    quota: null,
    os: 'a system',
    node: 'v24.0.0',
    v8: '13',
    lanemark: '0.1.0',
    date: '2026-11-22T08:15:00.000Z',
  },
  versions: { tinypool: '2.2.0' },
  steps: 500,
  loads,
  memory: [],
})
