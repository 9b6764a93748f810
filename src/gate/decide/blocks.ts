import { logarithms } from '../../stats/mean.ts'
import { median } from '../../stats/quantile.ts'
import type { BlockWord } from '../model/facts.ts'
import type { BlockCount } from '../model/verdicts.ts'

/** Shorter than any clock tells, ms. */
const LEAST = 1e-9

/** A duration as what it was at the least: one of 0 would have no logarithm. */
export const atLeast = (duration: number): number => Math.max(duration, LEAST)

/** A row: each arm's turn: times of slices that ran right after each other, ms a call. */
export interface RowTimes {
  base: number
  head: number
  /** The second copy of base; null in blocks without it. */
  again: number | null
}

/**
 * A block's word on one benchmark: the median over its rows of ln(head / base), and of ln(base' /
 * base). The median, so that a slice hit by a garbage collection or an interrupt does not count for
 * more than one of them.
 *
 * @param rows at least one; all values finite and above 0
 * @throws {RangeError} when there are no rows, or a value is not a finite number above 0
 */
export function blockOf(rows: readonly RowTimes[]): BlockWord {
  const base = logarithms(rows.map((row) => row.base))
  const head = logarithms(rows.map((row) => row.head))
  const change = median(head.map((log, index) => log - base[index]!))
  const again = rows.flatMap((row, index) =>
    row.again === null ? [] : logarithms([row.again]).map((log) => log - base[index]!),
  )
  return { state: 'counted', change, control: again.length === 0 ? null : median(again) }
}

/**
 * The changes of the blocks that count. A second copy of base is a second base: there head is held
 * against the mean of both, ln(head) - (ln(base) + ln(base')) / 2, so that a process of base which
 * happens to be a quick one makes no slowdown, and one that happens to be slow hides none.
 */
export function changes(blocks: readonly BlockWord[]): number[] {
  return blocks.flatMap((block) =>
    block.state === 'counted' ? [block.change - (block.control ?? 0) / 2] : [],
  )
}

/** base' / base of the blocks that count and carry the third arm, as logarithms. */
export function controls(blocks: readonly BlockWord[]): number[] {
  return blocks.flatMap((block) =>
    block.state === 'counted' && block.control !== null ? [block.control] : [],
  )
}

/** How many count, and how many were dropped for which reason. */
export function countBlocks(blocks: readonly BlockWord[]): BlockCount {
  const dropped: BlockCount['dropped'] = {}
  for (const block of blocks) {
    if (block.state === 'dropped') dropped[block.reason] = (dropped[block.reason] ?? 0) + 1
  }
  return { counted: changes(blocks).length, dropped }
}
