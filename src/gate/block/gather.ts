/** From a block's rows to each figure's word on base and head. Pure. */
import { atLeast, blockOf } from '../decide/blocks.ts'
import { byCallTime } from '../decide/call-time.ts'
import type { Turn } from '../decide/blocks.ts'
import { dropReason } from '../decide/drop.ts'
import type { Conditions } from '../decide/drop.ts'
import type { Block, CallTime, DropReason, GateRules, Word } from '../model/facts.ts'
import type { FigureRecord } from '../model/record.ts'
import { wantsAllCores } from './block-group.ts'
import type { MeasuredGroup } from './block-group.ts'
import type { Row } from './pairs.ts'

/**
 * The figure's block; dropped where one of its arms crashed or did not come, and where the machine
 * was not there.
 */
export function wordFor(
  figure: FigureRecord,
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
  const reason = dropReason(conditions, wantsAllCores(group.kind, figure.name), rules)
  if (reason !== null) return dropped(reason)
  const timeOf = (name: string): Word | null => {
    const rows = group.rows[group.functions.indexOf(name)] ?? []
    if (rows.length === 0) return null
    return byCallTime((one) => blockOf(rows.map((row) => turn(one, row))))
  }
  const own = timeOf(figure.name)
  if (figure.metric === 'time') return own ?? dropped('crashed')
  const serial = timeOf('serial')
  if (own === null || serial === null) return dropped('crashed')
  return byCallTime((one) => speedupOf(own[one], serial[one]))
}

/** A speedup gets worse by what the mode's time gains on serial's. */
function speedupOf(mode: Block, serial: Block): Block {
  if (mode.state === 'dropped') return mode
  if (serial.state === 'dropped') return serial
  const control =
    mode.control === null || serial.control === null ? null : mode.control - serial.control
  return { state: 'counted', change: mode.change - serial.change, control }
}

const turn = (callTime: CallTime, { base, head, copy }: Row): Turn => ({
  base: atLeast(base[callTime]),
  head: atLeast(head[callTime]),
  again: copy === null ? null : atLeast(copy[callTime]),
})
