/** From a block's rows to each figure's word on base and head. Pure. */
import { blockOf } from '../block.ts'
import { byCallTime } from '../by.ts'
import type { Turn } from '../block.ts'
import { dropReason } from '../drop.ts'
import type { Conditions } from '../drop.ts'
import type { Block, CallTime, DropReason, GateRules, Word } from '../model.ts'
import type { Figure } from './catalogue.ts'
import { isPool } from './group.ts'
import type { MeasuredGroup } from './group.ts'
import type { Row } from './pairs.ts'

/** Shorter than any clock tells, ms: a duration of 0 has no logarithm. */
const LEAST = 1e-9

/**
 * The figure's block; dropped where one of its arms crashed or did not come, and where the machine
 * was not there.
 */
export function wordFor(
  figure: Figure,
  groups: readonly MeasuredGroup[],
  conditions: Conditions,
  rules: Pick<GateRules, 'drop'>,
): Word {
  const dropped = (reason: DropReason): Word => {
    const block: Block = { state: 'dropped', reason }
    return { mean: block, fastest: block }
  }
  const group = groups.find((one) => one.unit === figure.unit && one.group === figure.group)
  if (group === undefined) return dropped('crashed')
  const reason = dropReason(conditions, isPool(group.kind, figure.name), rules)
  if (reason !== null) return dropped(reason)
  const own = rowsOf(group, figure.name)
  if (own.length === 0) return dropped('crashed')
  if (figure.metric === 'time')
    return byCallTime((one) => blockOf(own.map((row) => turn(one, row))))
  const serial = rowsOf(group, 'serial')
  const pairs = own.flatMap((row, round) => {
    const beside = serial[round]
    return beside === undefined ? [] : [{ row, beside }]
  })
  if (pairs.length === 0) return dropped('crashed')
  return byCallTime((one) => blockOf(pairs.map(({ row, beside }) => turn(one, row, beside))))
}

function rowsOf({ functions, rows }: MeasuredGroup, name: string): Row[] {
  return rows[functions.indexOf(name)] ?? []
}

const above = (duration: number): number => Math.max(duration, LEAST)

/** Times, or relative to serial the reciprocals of speedups. */
function turn(callTime: CallTime, row: Row, serial?: Row): Turn {
  const relative = (arm: keyof Row): number =>
    above(row[arm]?.[callTime] ?? 0) /
    (serial === undefined ? 1 : above(serial[arm]?.[callTime] ?? 0))
  return {
    base: relative('base'),
    head: relative('head'),
    again: row.copy === null ? null : relative('copy'),
  }
}
