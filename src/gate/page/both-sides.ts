/** What a figure was on base and on head, from the recorded blocks. */
import { median } from '../../stats/quantile.ts'
import { duration, ratio } from '../../text/format.ts'
import { timesBy } from '../decide/call-time.ts'
import { figureValue } from '../decide/figure-value.ts'
import type { BlockRecord, GateReport } from '../model/record.ts'
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
    const slices = (name: string, side: Side): readonly number[] => {
      const found = group?.functions.find((one) => one.name === name)
      if (found === undefined) return []
      return timesBy(callTime, { mean: found.mean[side], fastest: found.fastest[side] })
    }
    const on = (side: Side): number | null =>
      figureValue(figure.metric, { own: slices(figure.name, side), serial: slices('serial', side) })
    const [base, head] = [on('base'), on('head')]
    return base === null || head === null ? [] : [{ base, head }]
  })
}

/** A figure as text: a time, or a speedup. */
export function figureText(report: AnyGateReport, id: string, value: number): string {
  const metric = report.figures.find((one) => one.id === id)?.metric
  return metric === 'speedup' ? ratio(value) : duration(value)
}
