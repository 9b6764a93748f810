/** The gate's figures as text. */
import type { Estimate } from '../../model.ts'
import type { Absence } from '../model/facts.ts'
import type { AnyGateReport } from '../model/stored-record.ts'
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

const NOT_FOUND = /cannot find (module|package)|failed to (resolve|load)|no such file|ENOENT/i

/** Whether something failed for a file that was not there, and nothing was run to make it. */
export const isUnbuilt = ({ settings, decision }: AnyGateReport): boolean =>
  settings.setup === null &&
  decision.results.some((result) => NOT_FOUND.test(whyNot(result)?.error ?? ''))

/** A budget, ms, as it is given on the command line: `90s`, `5m`; rounded up. */
export function budgetText(ms: number): string {
  const seconds = Math.ceil(ms / 10_000) * 10
  return seconds <= 120 ? `${seconds}s` : `${Math.ceil(seconds / 60)}m`
}

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

const ABSENCE: Record<Absence, string> = {
  gone: 'removed',
  skipped: 'skipped on head',
  'measures nothing': 'measures nothing on head',
}

/** Why there is no verdict, after the benchmark's name. */
export interface WhyNot {
  what: string
  error: string | null
}

const NOT_ON_HEAD: Record<Absence, string> = {
  gone: 'is on base and not on head',
  skipped: 'runs on base and is skipped on head',
  'measures nothing': 'measures on base and nothing on head (was `.run()` forgotten?)',
}

/** Of a benchmark that was not judged; null where nothing went wrong. */
export function whyNot(result: Result): WhyNot | null {
  switch (result.state) {
    case 'judged':
      return null
    case 'removed':
      return { what: NOT_ON_HEAD[result.because], error: null }
    case 'failed':
      return { what: 'failed on head', error: result.error }
    case 'uncompared':
      return { what: 'could not be measured on base', error: result.error }
    case 'new':
      return result.error === null ? null : { what: 'failed on base', error: result.error }
  }
}

/** The verdict, and where nothing was found the slowdown that this job would probably have found. */
export function verdictText(result: Result, acknowledged: boolean): string {
  const word = verdictWord(result, acknowledged)
  if (result.state !== 'judged' || result.detectable === null) return word
  const found = result.verdict === 'regression' || result.verdict === 'improvement'
  return found ? word : `${word} (would have seen ${changeAlone(result.detectable)})`
}

/** One word or two for a table. */
export function verdictWord(result: Result, acknowledged: boolean): string {
  if (result.state === 'new') {
    return result.because === 'absent on base' ? 'new: no baseline' : 'new: base fails'
  }
  const known = acknowledged ? ', acknowledged' : ''
  if (result.state === 'removed') return `${ABSENCE[result.because]}${known}`
  if (result.state === 'uncompared') return `not compared${known}`
  if (result.state === 'failed') return 'failed'
  if (result.reasons.some((reason) => reason.code === 'other-machine')) return 'not compared'
  if (result.verdict === 'regression' && acknowledged) return 'regression, acknowledged'
  if (result.sure === null) return result.verdict
  if (result.verdict === 'inconclusive') return `inconclusive, surely ${result.sure}`
  if (result.verdict !== 'unchanged') return result.verdict
  return `unchanged, surely ${result.sure} within the margin`
}
