/** How a recorded block is looked at: the gate's own word on a figure. Pure. */
import type { GateRules, Metric, Word } from '../../src/gate/model/facts.ts'
import type { FunctionRecord, GroupRecord } from '../../src/gate/model/record.ts'
import { wordFor } from '../../src/gate/block/gather.ts'
import type { MeasuredGroup } from '../../src/gate/block/block-group.ts'
import type { Row } from '../../src/gate/block/pairs.ts'
import { geometricMean } from './geometric-mean.ts'
import type { RecordedBlock } from '../model.ts'

/** How much of a block is looked at, and how it is summed up. */
export interface View {
  /** Only the first rounds; null: all. */
  rounds: number | null
  centre: 'median' | 'mean'
}

export const PLAIN_VIEW: View = { rounds: null, centre: 'median' }

/** What decides which blocks count. */
export type Drops = Pick<GateRules, 'drop'>

export interface Looking {
  rules: Drops
  view: View
  /** Ms, of each function. */
  warmup: number
}

/** What one recorded block says on a figure. */
export interface RecordedWord {
  plain: Word
  /** The same with base and head exchanged. */
  mirrored: Word
}

interface Wanted {
  group: number
  /** The function. */
  measured: string
  metric: Metric
}

export function wordOf(
  { groups, capacity, stolen }: Pick<RecordedBlock, 'groups' | 'capacity' | 'stolen'>,
  { group, measured: name, metric }: Wanted,
  looking: Looking,
): RecordedWord {
  const { rules, view } = looking
  const found = groups.filter((own) => own.group === group)
  const figure = { id: name, unit: found[0]?.unit ?? '', group, name, metric }
  const word = (arms: (row: Row) => Row): Word => {
    const measured = found.map((own) => asMeasured(own, view, arms))
    return wordFor(figure, measured, { capacity, stolen }, rules)
  }
  return { plain: word(asIs), mirrored: word(exchanged) }
}

const asIs = (row: Row): Row => row
const exchanged = ({ base, head, copy }: Row): Row => ({ base: head, head: base, copy })

/** The record as the gate's own code has it while it measures. */
function asMeasured(
  { unit, group, took, functions }: GroupRecord,
  view: View,
  arms: (row: Row) => Row,
): MeasuredGroup {
  return {
    unit,
    group,
    kind: functions.length > 1 ? 'modes' : 'bench',
    functions: functions.map(({ name }) => name),
    rows: functions.map((own) => seen(rowsOf(own), view).map(arms)),
    turns: [],
    digests: {},
    took,
    warmup: 0,
  }
}

/** There are no third arms in a recording. */
const rowsOf = ({ mean, fastest }: FunctionRecord): Row[] =>
  mean.base.map((duration, round) => ({
    base: { mean: duration, fastest: fastest.base[round]! },
    head: { mean: mean.head[round]!, fastest: fastest.head[round]! },
    copy: null,
  }))

function seen(rows: readonly Row[], { rounds, centre: by }: View): Row[] {
  const own = rows.slice(0, rounds ?? rows.length)
  if (by === 'median' || own.length === 0) return own
  // one row of geometric means: its logarithm is the mean of the rounds' logarithms
  const centre = (arm: 'base' | 'head') => ({
    mean: geometricMean(own.map((row) => row[arm].mean)),
    fastest: geometricMean(own.map((row) => row[arm].fastest)),
  })
  return [{ base: centre('base'), head: centre('head'), copy: null }]
}
