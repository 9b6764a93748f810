/** What a payload costs on its way to a worker and back: a table of size against mode. */
import type { Mode, PayloadPoint, PayloadSweep } from '../../model.ts'
import { MODES } from '../../modes.ts'
import { bytes, durationEstimate } from '../../text/format.ts'
import { code, say, type Inline } from '../../text/inline.ts'
import { folded, NOTHING, paragraph, table, type PageBlock } from '../../text/view.ts'

/** More points than this are folded. */
const LISTED = 12

const sorted = (values: Iterable<number>): number[] =>
  [...new Set(values)].toSorted((a, b) => a - b)

function pointCell(point: PayloadPoint | undefined): Inline {
  return point === undefined ? NOTHING : [durationEstimate(point.roundTrip)]
}

function crossed(points: readonly PayloadPoint[]): Inline {
  const found = sorted(points.map((point) => point.bytes))
  const [least, most] = [found[0], found.at(-1)]
  if (least === undefined || most === undefined) return NOTHING
  return [least === most ? bytes(least) : `${bytes(least)} to ${bytes(most)}`]
}

function payloadTable(points: readonly PayloadPoint[], modes: readonly Mode[]): PageBlock {
  const rows = sorted(points.map(({ size }) => size)).map((size): Inline[] => {
    const here = points.filter((point) => point.size === size)
    const times = modes.map((mode) => pointCell(here.find((point) => point.mode === mode)))
    return [[[bytes(size)]], times, [crossed(here)]].flat()
  })
  const heads = [
    say`size`,
    ...modes.map((mode): Inline => [code(mode)]),
    say`bytes that crossed, both ways`,
  ]
  return table(
    heads,
    heads.map((_, index) => index),
    rows,
  )
}

/** A table for each payload, folded where there are many figures. */
export function payloadBlocks({ points }: PayloadSweep): PageBlock[] {
  const payloads = [...new Set(points.map(({ payload }) => payload))]
  const modes = MODES.filter((mode) => points.some((point) => point.mode === mode))
  const tables = payloads.flatMap((payload) => {
    const own = points.filter((point) => point.payload === payload)
    const tried = modes.filter((mode) => own.some((point) => point.mode === mode))
    return [paragraph(say`${{ strong: payload }}, there and back:`), payloadTable(own, tried)]
  })
  return folded(points.length > LISTED, say`All sizes and payloads`, tables)
}
