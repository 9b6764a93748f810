/** The gate's figures as text. */
import type { Estimate } from '../../model.ts'
import type { Judged, Result } from '../model/verdicts.ts'

/** `+2.13 %`, `-0.4 %`: enough digits to tell small changes apart, no more than are known. */
function signed(share: number, decimals: number): string {
  const figure = (100 * share).toFixed(decimals)
  const plain = Number(figure) === 0 ? figure.replace('-', '') : figure
  return Number(figure) > 0 ? `+${plain}` : plain
}

function decimalsFor(width: number): number {
  if (width <= 0) return 2
  return Math.max(0, Math.min(3, Math.ceil(-Math.log10(100 * width)) + 1))
}

/** A ratio as a change with its interval: `+2.1 % [+1.8, +2.4]`. */
export function change({ value, interval, note }: Estimate): string {
  if (interval === null) return `${signed(value - 1, 2)} % (${note ?? 'no interval'})`
  const decimals = decimalsFor(interval.high - interval.low)
  const [low, high] = [interval.low, interval.high].map((end) =>
    signed(end - 1, decimals).replace('+', ''),
  )
  return `${signed(value - 1, decimals)} % [${low}, ${high}]`
}

/** `+2.1 %`. */
export const changeAlone = (ratio: number): string => `${signed(ratio - 1, 2)} %`

/** `0.0003`, `below 0.0001`. */
export function pValue(p: number): string {
  return p < 0.0001 ? 'below 0.0001' : String(Number(p.toPrecision(2)))
}

/** Which p decided: that of the verdict, else that of the direction that is sure. */
export function decidingP({ verdict, sure, p }: Judged): number | null {
  if (p === null) return null
  if (verdict === 'regression') return p.regression
  if (verdict === 'improvement') return p.improvement
  if (sure === 'slower') return p.slower
  return sure === 'faster' ? p.faster : p.regression
}

/** One word or two for a table. */
export function verdictWord(result: Result, acknowledged: boolean): string {
  if (result.state === 'new') {
    return result.because === 'absent on base' ? 'new: no baseline' : 'new: base fails'
  }
  if (result.state === 'removed') return 'removed'
  if (result.state === 'failed') return 'failed'
  if (result.reasons.some((reason) => reason.code === 'other-machine')) return 'not compared'
  if (result.verdict === 'regression' && acknowledged) return 'regression, acknowledged'
  if (result.sure === null) return result.verdict
  if (result.verdict === 'inconclusive') return `inconclusive, surely ${result.sure}`
  if (result.verdict !== 'unchanged') return result.verdict
  return `unchanged, surely ${result.sure} within the margin`
}
