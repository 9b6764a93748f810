/** From which duration of a call a pool pays, and up to which payload: two sentences to act on. */
import {
  breakEvenBytes,
  breakEvenDuration,
  byteCost,
  bytesOf,
  callCost,
} from '../../explain/break-even.ts'
import type { CallCost } from '../../explain/break-even.ts'
import type { CaseResult, Comparison } from '../../model.ts'
import { sum } from '../../stats/mean.ts'
import { median } from '../../stats/quantile.ts'
import { bytes, duration } from '../../text/format.ts'
import { code, listed, say, type Inline } from '../../text/inline.ts'
import { paragraph, table, type Section } from '../../text/view.ts'
import { isApart, isPool } from '../../modes.ts'

interface Point {
  case_: CaseResult
  cost: CallCost
  /** The duration from which it pays. */
  from: number
}

/** The pool with most workers of each mode: counts apart say little here. */
function pools({ cases }: Comparison): CaseResult[] {
  const byMode = Map.groupBy(cases.filter(isPool), ({ mode }) => mode)
  return [...byMode.values()].flatMap(
    (found) => found.toSorted((a, b) => b.workers - a.workers)[0] ?? [],
  )
}

function pointOf(case_: CaseResult, count: number): Point[] {
  const cost = callCost(case_.trips)
  if (cost === null) return []
  const from = breakEvenDuration(cost, { count, workers: case_.workers }, case_.bound)
  return from === null ? [] : [{ case_, cost, from }]
}

/** Bytes that crossed for a call, both ways, mean. */
const bytesOfCall = ({ trips }: CaseResult): number =>
  sum(trips.map(bytesOf)) / sum(trips.map(({ count }) => count))

function pays(points: readonly Point[], usual: number): Inline {
  const each = points.map(
    ({ case_, from }) => say`${code(case_.label)} from about ${duration(from)}`,
  )
  const paying = points.filter(({ from }) => usual >= from)
  const here = duration(usual)
  const told =
    paying.length === points.length
      ? say`These take ${here} in the median, long enough.`
      : paying.length === 0
        ? say`These take ${here} in the median, too short.`
        : say`These take ${here} in the median, long enough for
            ${listed(paying.map(({ case_ }): Inline => [code(case_.label)]))} only.`
  return say`${{ strong: 'Duration:' }} sharing calls like these pays for ${listed(each)} a call. ${told}`
}

/** The payload of the mode in which every byte has to be sent. */
function payload(points: readonly Point[], usual: number): Inline | null {
  const point = points.find(({ case_ }) => isApart(case_))
  if (point === undefined) return null
  const { case_ } = point
  const head = say`${{ strong: 'Payload:' }} `
  const cost = byteCost(case_.trips)
  if (cost.kind === 'too-small')
    return say`${head}from which size on ${code(case_.label)} stops paying cannot be told here: at most
      ${bytes(cost.largest)} crossed for a call, too little to measure what a byte costs.`
  const limit = cost.kind === 'measured' ? breakEvenBytes(usual, cost.perByte, case_.bound) : null
  if (cost.kind === 'not-told' || limit === null)
    return say`${head}from which size on ${code(case_.label)} stops paying cannot be told here: calls
      with more to send took no longer on their way.`
  const now = bytesOfCall(case_)
  return say`${head}${code(case_.label)} stops paying where a call of ${duration(usual)} sends and
    returns more than about ${bytes(limit)} (a MiB costs ${duration(cost.perByte * 2 ** 20)}); here
    ${bytes(now)} crossed on average.`
}

/** The section; null where no pool could gain. */
export function breakEvenSection(comparison: Comparison): Section | null {
  const points = pools(comparison).flatMap((pool) => pointOf(pool, comparison.tasks.length))
  if (points.length === 0) return null
  const usual = median(comparison.tasks.map((task) => task.duration))
  const rows = points.map(({ case_, cost, from }): Inline[] => [
    [code(case_.label)],
    [duration(cost.packing)],
    [duration(cost.message)],
    [bytes(bytesOfCall(case_))],
    [duration(from)],
  ])
  const bytesText = payload(points, usual)
  return {
    title: say`When a pool pays`,
    blocks: [
      paragraph(pays(points, usual)),
      ...(bytesText === null ? [] : [paragraph(bytesText)]),
      table(
        [
          say`mode`,
          say`packing, a call`,
          say`messages, a chunk`,
          say`bytes of a call, both ways`,
          say`pays from calls of`,
        ],
        [1, 2, 3, 4],
        rows,
      ),
      paragraph(say`Packing and unpacking is paid for every call. The messages there and back are paid
        for every chunk, and each worker takes at least one. Sharing saves at most 1 – 1 / bound of
        a call's time, and must save more than these.`),
    ],
    sections: [],
  }
}
