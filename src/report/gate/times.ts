/** What a figure was on base and on head, from the recorded blocks. */
import { median } from '../../stats/quantile.ts'
import { duration, ratio } from '../format.ts'
import type { FunctionRecord, GateReport } from './model.ts'

export interface Both {
  base: number
  head: number
}

type Side = keyof Both

const SIDES = ['base', 'head'] as const

/**
 * Median over the blocks of each block's median: ms a call, or the speedup over serial.
 *
 * @returns null for what was not measured
 */
export function bothSides(report: GateReport, id: string): Both | null {
  const figure = report.figures.find((one) => one.id === id)
  if (figure === undefined) return null
  const values: Record<Side, number[]> = { base: [], head: [] }
  for (const { groups } of report.blocks) {
    const group = groups.find((one) => one.unit === figure.unit && one.group === figure.group)
    const own = group?.functions.find(({ name }) => name === figure.name)
    const serial = group?.functions.find(({ name }) => name === 'serial')
    for (const side of SIDES) {
      const value =
        figure.metric === 'time' ? typical(own, side) : typicalSpeedup(own, serial, side)
      if (value !== null) values[side].push(value)
    }
  }
  if (values.base.length === 0 || values.head.length === 0) return null
  return { base: median(values.base), head: median(values.head) }
}

const typical = (one: FunctionRecord | undefined, side: Side): number | null =>
  one === undefined || one[side].length === 0 ? null : median(one[side])

function typicalSpeedup(
  own: FunctionRecord | undefined,
  serial: FunctionRecord | undefined,
  side: Side,
): number | null {
  const ratios = (own?.[side] ?? []).flatMap((time, round) => {
    const beside = serial?.[side][round]
    return beside === undefined || time <= 0 ? [] : [beside / time]
  })
  return ratios.length === 0 ? null : median(ratios)
}

/** A figure as text: a time, or a speedup. */
export function figureText(report: GateReport, id: string, value: number): string {
  const metric = report.figures.find((one) => one.id === id)?.metric
  return metric === 'speedup' ? ratio(value) : duration(value)
}
