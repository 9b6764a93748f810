/** What must be reached, and whether it was. Pure. */
import type { Estimate } from '../../src/model.ts'
import { Figures } from './figures.ts'
import type { LoadId } from './loads.ts'
import type { Measured, PeersReport } from './model.ts'

type Ours = 'lanemark serial' | 'lanemark auto' | 'lanemark threads' | 'lanemark processes'

export interface Goal {
  load: LoadId
  ours: Ours
  measure:
    | { kind: 'throughput'; of: string; least: number }
    | { kind: 'speedup'; least: number }
    | { kind: 'attained'; least: number }
    /** No rival ahead by more than its interval. */
    | { kind: 'first' }
    /** Of the best of the other modes: at most so many times its time, or so many ms more. */
    | { kind: 'regret'; times: number; ms: number }
    /** Ms a call more than the plain loop. */
    | { kind: 'added'; most: number }
}

export interface Outcome {
  goal: Goal
  /** Null where it was not measured. */
  figure: Estimate | null
  /** For `first`: the rival that the figure is the throughput of, over ours; for `regret`: the best mode. */
  rival: string | null
  state: 'reached' | 'missed' | 'cores missing' | 'not measured'
}

const both = (threads: Goal['measure'], processes: Goal['measure'], ...loads: LoadId[]): Goal[] =>
  loads.flatMap((load): Goal[] => [
    { load, ours: 'lanemark threads', measure: threads },
    { load, ours: 'lanemark processes', measure: processes },
  ])

const throughput = (of: string, least: number) => ({ kind: 'throughput', of, least }) as const
const speedup = (least: number) => ({ kind: 'speedup', least }) as const
const attained = (least: number) => ({ kind: 'attained', least }) as const
const LOADS: readonly LoadId[] = [
  'no-op',
  '10us',
  '100us',
  '1ms',
  'uneven',
  'markdown',
  'slugs',
  'buffers',
  'nested',
  'document',
  'ranges',
  'divided',
]

/** What `auto` may lose by choosing. */
export const REGRET = { kind: 'regret', times: 1.05, ms: 2 } as const
const FIRST = { kind: 'first' } as const

export const GOALS: readonly Goal[] = [
  ...both(throughput('piscina', 150), throughput('tinypool processes', 150), 'no-op'),
  ...both(throughput('hand-chunked workers', 0.6), throughput('hand-chunked forks', 0.6), 'no-op'),
  { load: 'no-op', ours: 'lanemark serial', measure: { kind: 'added', most: 0.05e-3 } },
  ...both(speedup(1.8), speedup(1.65), '10us'),
  ...both(speedup(1.9), speedup(1.85), '100us', '1ms'),
  ...both(speedup(1.8), speedup(1.75), 'markdown'),
  ...both(attained(0.98), attained(0.97), 'uneven'),
  ...both(FIRST, FIRST, 'buffers', 'nested'),
  ...both(attained(0.97), attained(0.97), 'document'),
  {
    load: 'ranges',
    ours: 'lanemark threads',
    measure: throughput('hand-chunked workers', 0.97),
  },
  ...both(speedup(1.9), speedup(1.9), 'divided'),
  ...LOADS.map((load): Goal => ({ load, ours: 'lanemark auto', measure: REGRET })),
]

/** A goal counts as reached by its estimate; the interval says how sure that is. */
export function outcomes({ loads }: PeersReport): Outcome[] {
  const byId = new Map(loads.map((load) => [load.id, new Figures(load)]))
  return GOALS.map((goal): Outcome => {
    const figures = byId.get(goal.load)
    const ours = figures?.find(goal.ours) ?? null
    const found = figures === undefined || ours === null ? null : judge(goal, figures, ours)
    if (figures === undefined || found === null) {
      return { goal, figure: null, rival: null, state: 'not measured' }
    }
    const { figure, rival, met } = found
    const state = met ? 'reached' : 'missed'
    return { goal, figure, rival, state: figures.conclusive ? state : 'cores missing' }
  })
}

interface Found {
  figure: Estimate
  rival: string | null
  met: boolean
}

function judge({ measure }: Goal, figures: Figures, ours: Measured): Found | null {
  switch (measure.kind) {
    case 'throughput': {
      const other = figures.find(measure.of)
      return other && atLeast(figures.throughput(ours, other), measure.least)
    }
    case 'speedup':
      return figures.baseline && atLeast(figures.throughput(ours, figures.baseline), measure.least)
    case 'attained':
      return atLeast(figures.attained(ours), measure.least)
    case 'added': {
      const figure = figures.baseline && figures.added(ours, figures.baseline)
      return figure && { figure, rival: null, met: figure.value <= measure.most }
    }
    case 'regret':
      return regretOf(measure, figures, ours)
    case 'first':
      return closestRival(figures, ours)
  }
}

const atLeast = (figure: Estimate | null, least: number): Found | null =>
  figure && { figure, rival: null, met: figure.value >= least }

function regretOf(
  { times, ms }: Extract<Goal['measure'], { kind: 'regret' }>,
  figures: Figures,
  ours: Measured,
): Found | null {
  const fixed = figures.measured.filter(({ role, kind }) => role === 'ours' && kind !== 'auto')
  const [best] = fixed.toSorted((one, other) => figures.call(one).value - figures.call(other).value)
  if (best === undefined) return null
  const figure = figures.throughput(best, ours)
  const more = figures.added(ours, best).value * ours.tasks
  return { figure, rival: best.name, met: figure.value <= times || more <= ms }
}

/** Without intervals, nobody may be ahead at all. */
function closestRival(figures: Figures, ours: Measured): Found | null {
  const rivals = figures
    .rivalsOf(ours)
    .map((rival) => ({ rival: rival.name, figure: figures.throughput(rival, ours) }))
  // a rival whose lead is surer than that of a faster one decides
  const [first] = rivals.toSorted((one, other) => edge(other.figure) - edge(one.figure))
  return first === undefined ? null : { ...first, met: edge(first.figure) <= 1 }
}

const edge = ({ value, interval }: Estimate): number => interval?.low ?? value
