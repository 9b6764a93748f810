/** What a figure was on base and on head, from the recorded blocks. */
import { median } from '../../stats/quantile.ts'
import { duration, ratio } from '../../text/format.ts'
import type { BlockRecord, Durations, GateReport } from '../model/record.ts'
import { STORED_GATE_SCHEMA } from '../model/stored-record.ts'
import type { AnyGateReport, StoredGateReport } from '../model/stored-record.ts'
import type { Judged } from '../model/verdicts.ts'

export interface Both {
  base: number
  head: number
}

type Side = keyof Both

/**
 * Median over the blocks of each block's median: ms a call, or the speedup over serial.
 *
 * @returns null for what was not measured
 */
export function bothSides(report: AnyGateReport, id: string): Both | null {
  if (report.schema === STORED_GATE_SCHEMA) return ofStored(report, id)
  const blocks = byBlock(report, id)
  if (blocks.length === 0) return null
  return {
    base: median(blocks.map(({ base }) => base)),
    head: median(blocks.map(({ head }) => head)),
  }
}

/**
 * The same, with head as far from base as the change says. Head's own median may lie elsewhere: the
 * change is that of pairs, and processes differ from block to block by more.
 */
export function pairedSides(report: AnyGateReport, { id, change, metric }: Judged): Both | null {
  const both = bothSides(report, id)
  if (both === null || change === null) return both
  const head = metric === 'time' ? both.base * change.value : both.base / change.value
  return { base: both.base, head }
}

/** A stored baseline's values and head's are no pairs. */
function ofStored({ entries }: StoredGateReport, id: string): Both | null {
  const entry = entries.find((one) => one.id === id)
  if (entry === undefined || entry.base.length === 0 || entry.head.length === 0) return null
  return { base: median(entry.base), head: median(entry.head) }
}

/**
 * Each block's medians: ms a call, or the speedup over serial. Blocks without the figure are left
 * out.
 *
 * @param stage of which blocks; without it, of all
 */
export function byBlock(report: GateReport, id: string, stage?: BlockRecord['stage']): Both[] {
  const figure = report.figures.find((one) => one.id === id)
  if (figure === undefined) return []
  const { callTime = 'fastest' } = report.entries.find((one) => one.id === id) ?? {}
  const blocks = report.blocks.filter((block) => stage === undefined || block.stage === stage)
  return blocks.flatMap(({ groups }) => {
    const group = groups.find((one) => one.unit === figure.unit && one.group === figure.group)
    const own = group?.functions.find(({ name }) => name === figure.name)
    const serial = group?.functions.find(({ name }) => name === 'serial')
    const on = (side: Side): number | null =>
      figure.metric === 'time'
        ? typical(own?.[callTime], side)
        : typicalSpeedup(own?.[callTime], serial?.[callTime], side)
    const [base, head] = [on('base'), on('head')]
    return base === null || head === null ? [] : [{ base, head }]
  })
}

const typical = (one: Durations | undefined, side: Side): number | null =>
  one === undefined || one[side].length === 0 ? null : median(one[side])

function typicalSpeedup(
  own: Durations | undefined,
  serial: Durations | undefined,
  side: Side,
): number | null {
  const ratios = (own?.[side] ?? []).flatMap((time, round) => {
    const beside = serial?.[side][round]
    return beside === undefined || time <= 0 ? [] : [beside / time]
  })
  return ratios.length === 0 ? null : median(ratios)
}

/** A figure as text: a time, or a speedup. */
export function figureText(report: AnyGateReport, id: string, value: number): string {
  const metric = report.figures.find((one) => one.id === id)?.metric
  return metric === 'speedup' ? ratio(value) : duration(value)
}
