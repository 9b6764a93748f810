/** From a block's rows to each figure's word on base and head. Pure. */
import { atLeast, blockOf } from '../decide/blocks.ts'
import { byCallTime, timesBy } from '../decide/call-time.ts'
import type { RowTimes } from '../decide/blocks.ts'
import { dropReason } from '../decide/drop.ts'
import type { Conditions } from '../decide/drop.ts'
import type {
  BlockWord,
  CallTime,
  DropReason,
  GateRules,
  SliceTimes,
  Word,
} from '../model/facts.ts'
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
    const block: BlockWord = { state: 'dropped', reason }
    return byCallTime(() => block)
  }
  const group = groups.find((one) => one.unit === figure.unit && one.group === figure.group)
  if (group === undefined) return dropped('crashed')
  const reason = dropReason(conditions, wantsAllCores(group.kind, figure.name), rules)
  if (reason !== null) return dropped(reason)
  const timeOf = (name: string): Word | null => {
    const rows = group.rows[group.functions.indexOf(name)] ?? []
    if (rows.length === 0) return null
    return byCallTime((one) => blockOf(timesOf(one, rows)))
  }
  const own = timeOf(figure.name)
  if (figure.metric === 'time') return own ?? dropped('crashed')
  const serial = timeOf('serial')
  if (own === null || serial === null) return dropped('crashed')
  return byCallTime((one) => speedupOf(own[one], serial[one]))
}

/** A speedup gets worse by what the mode's time gains on serial's. */
function speedupOf(mode: BlockWord, serial: BlockWord): BlockWord {
  if (mode.state === 'dropped') return mode
  if (serial.state === 'dropped') return serial
  const control =
    mode.control === null || serial.control === null ? null : mode.control - serial.control
  return { state: 'counted', change: mode.change - serial.change, control }
}

/** The times of each row; with `least` one for several rows. */
function timesOf(callTime: CallTime, rows: readonly Row[]): RowTimes[] {
  const of = (slice: (row: Row) => SliceTimes | null): readonly number[] => {
    const slices = rows.flatMap((row) => slice(row) ?? [])
    const [mean, fastest] = [slices.map((one) => one.mean), slices.map((one) => one.fastest)]
    return timesBy(callTime, { mean, fastest })
  }
  const [base, head, copy] = [of((row) => row.base), of((row) => row.head), of((row) => row.copy)]
  return base.map((time, index) => ({
    base: atLeast(time),
    head: atLeast(head[index]!),
    again: copy[index] === undefined ? null : atLeast(copy[index]),
  }))
}
