/** From a block's rows to each figure's word on base and head. Pure. */
import { blockOf } from '../block.ts'
import type { Turn } from '../block.ts'
import { dropReason } from '../drop.ts'
import type { Conditions } from '../drop.ts'
import type { Block, GateRules } from '../model.ts'
import type { Figure } from './catalogue.ts'
import type { MeasuredGroup } from './group.ts'
import type { Row } from './pairs.ts'

/** Shorter than any clock tells, ms: a duration of 0 has no logarithm. */
const LEAST = 1e-9

/**
 * The figure's block; dropped where one of its arms crashed or did not come, and where the machine
 * was not there.
 */
export function blockFor(
  figure: Figure,
  groups: readonly MeasuredGroup[],
  conditions: Conditions,
  rules: Pick<GateRules, 'drop'>,
): Block {
  const dropped: Block = { state: 'dropped', reason: 'crashed' }
  const group = groups.find((one) => one.unit === figure.unit && one.group === figure.group)
  if (group === undefined) return dropped
  const reason = dropReason(conditions, isPool(group, figure), rules)
  if (reason !== null) return { state: 'dropped', reason }
  const own = rowsOf(group, figure.name)
  if (own.length === 0) return dropped
  if (figure.metric === 'time') return blockOf(own.map((row) => turn(row)))
  const serial = rowsOf(group, 'serial')
  const turns = own.flatMap((row, round) => {
    const beside = serial[round]
    return beside === undefined ? [] : [turn(row, beside)]
  })
  return turns.length === 0 ? dropped : blockOf(turns)
}

/** Serial and concurrent need one core. */
export const isPool = ({ kind }: MeasuredGroup, { name }: Figure): boolean =>
  kind === 'modes' && name !== 'serial' && name !== 'concurrent'

function rowsOf({ functions, rows }: MeasuredGroup, name: string): Row[] {
  return rows[functions.indexOf(name)] ?? []
}

const above = (duration: number): number => Math.max(duration, LEAST)

/** Times, or relative to serial the reciprocals of speedups. */
function turn(row: Row, serial?: Row): Turn {
  const relative = (arm: keyof Row): number =>
    above(row[arm] ?? 0) / (serial === undefined ? 1 : above(serial[arm] ?? 0))
  return {
    base: relative('base'),
    head: relative('head'),
    again: row.copy === null ? null : relative('copy'),
  }
}
