/** What the gate's picture shows: one row a benchmark, in the page's order. */
import type { AnyGateReport } from '../model/stored-record.ts'
import type { Judged } from '../model/verdicts.ts'
import type { RatioPicture, RatioRow } from '../../charts/ratio-picture.ts'
import type { Estimate } from '../../model.ts'
import { clean } from '../../text/escape.ts'
import { ordered } from './urgency.ts'
import { counts } from './gate-page.ts'
import { change, changeAlone } from './figure-text.ts'
import { exactPercent } from '../../text/format.ts'

/** Name of its file, beside the page. */
export const PICTURE_FILE = 'gate-ratios.svg'

/** More rows than this would not be read; the table has them all. */
const MOST = 40

/** Rows that the description tells one by one. */
const TOLD = 6

/** @returns null where there is no estimate to draw */
export function gatePicture(report: AnyGateReport): RatioPicture | null {
  const { first, rest } = ordered(report)
  const judged = [...first, ...rest].filter((result) => result.state === 'judged')
  const all = judged.flatMap((result) => rowOf(report, result) ?? [])
  if (all.length === 0) return null
  const { decision } = report
  const overall = 'overall' in decision ? decision.overall : null
  const rows = all.slice(0, MOST)
  return {
    file: PICTURE_FILE,
    title: `Change from base to head: ${counts(report)}`,
    alt: altOf(all, report),
    remarks: remarksOf(all.length, judged.length - all.length),
    rows,
    overall: overall === null ? null : meanRow(overall),
    margin: decision.rules.margin,
  }
}

function rowOf({ outcome }: AnyGateReport, result: Judged): RatioRow | null {
  if (result.change === null) return null
  const acknowledged = outcome.acknowledged.includes(result.id)
  return {
    name: result.id.replaceAll(' > ', ' › '),
    verdict: acknowledged ? 'acknowledged' : result.verdict,
    change: result.change,
    control: result.control?.value ?? null,
    figure: figureOf(result.change),
  }
}

const meanRow = (overall: Estimate): RatioRow => ({
  name: 'geometric mean',
  verdict: 'overall',
  change: overall,
  control: null,
  figure: figureOf(overall),
})

const figureOf = (estimate: Estimate): string =>
  estimate.interval === null ? changeAlone(estimate.value) : change(estimate)

function remarksOf(rows: number, missing: number): string[] {
  return [
    ...(rows > MOST
      ? [`The ${MOST} most urgent of ${rows} benchmarks; the table has all of them.`]
      : []),
    ...(missing > 0
      ? [
          missing === 1
            ? 'One benchmark has no estimate and is not drawn.'
            : `${missing} benchmarks have no estimate and are not drawn.`,
        ]
      : []),
  ]
}

function altOf(rows: readonly RatioRow[], { decision }: AnyGateReport): string {
  const { confidence, margin } = decision.rules
  const told = rows
    .slice(0, TOLD)
    .map(({ name, figure, verdict }) => `${clean(name, 60)} ${figure} (${verdict})`)
  const others = rows.length - told.length
  const more = others === 0 ? '' : `; and ${others} more`
  return `Changes from base to head with their ${exactPercent(confidence)} intervals, beside the margin of ${exactPercent(margin)}: ${told.join('; ')}${more}.`
}
