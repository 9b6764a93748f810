/**
 * What GitHub reads: workflow commands and output variables. Names of benchmarks come from pull
 * requests, so everything is escaped as the runner decodes it.
 */
import { clean } from '../../text/escape.ts'
import type { AnyGateReport } from '../model/stored-record.ts'
import { comparedOf, counts } from './gate-page.ts'
import { change } from './figure-text.ts'

const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const escapeProperty = (text: string): string =>
  escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')

/** A workflow command: `::error file=a.ts,title=Regression::text`. */
export function command(
  kind: 'error' | 'warning' | 'notice',
  properties: Record<string, string>,
  text: string,
): string {
  const told = Object.entries(properties).map(
    ([key, value]) => `${key}=${escapeProperty(clean(value))}`,
  )
  return `::${kind} ${told.join(',')}::${escapeData(clean(text, 1000))}`
}

/** At most so many of a kind; GitHub shows ten. */
const MOST = 10

/** Annotations for what failed and what is not decided. */
export function annotations(report: AnyGateReport): string[] {
  const { outcome, decision, settings } = report
  const judged = new Map(decision.results.map((result) => [result.id, result]))
  const undecided = outcome.inconclusive.filter((id) => !outcome.missing.includes(id))
  const at = (id: string): string => {
    const result = judged.get(id)
    return result?.state === 'judged' && result.change !== null ? ` ${change(result.change)}` : ''
  }
  const about = (kind: 'error' | 'warning', title: string, ids: readonly string[]): string[] =>
    ids
      .slice(0, MOST)
      .map((id) => command(kind, { file: fileOf(report, id), title }, `${id}${at(id)}`))
  return [
    ...about('error', 'Slower than the base', outcome.regressions),
    ...about('error', 'Benchmark failed', outcome.failed),
    ...about('error', 'Not compared', apartOf(report)),
    ...about('warning', 'Slower than the base, acknowledged', outcome.acknowledged),
    ...about(settings.strict ? 'error' : 'warning', 'Not decided', undecided),
  ]
}

/** What was not compared, and did not fail either. */
export const apartOf = ({ outcome }: AnyGateReport): string[] =>
  outcome.missing.filter((id) => !outcome.failed.includes(id))

/** `packages/a/bench/sum.bench.ts` of `bench/sum.bench.ts > sum`: the path in the repository. */
export function fileOf(report: AnyGateReport, id: string): string {
  const unit = report.entries.find((entry) => entry.id === id)?.unit ?? id
  const file = unit.split(' > ')[0] ?? unit
  const place = report.places.find((one) => one.file === file)
  return place?.path ?? file.replace(/^\|.*?\| /, '')
}

/**
 * Lines for the file that GITHUB_OUTPUT names. Each value stands between delimiters that nobody can
 * guess, so that no value can end itself and begin another.
 *
 * @param delimiter makes a fresh one
 */
export function outputs(report: AnyGateReport, delimiter: () => string): string {
  const { outcome } = report
  const values: Record<string, string> = {
    'exit-code': String(outcome.exitCode),
    summary: `${comparedOf(report)}: ${counts(report)}`,
    regressions: JSON.stringify(outcome.regressions),
    improvements: JSON.stringify(outcome.improvements),
    inconclusive: JSON.stringify(outcome.inconclusive),
    failed: JSON.stringify(outcome.failed),
    missing: JSON.stringify(outcome.missing),
  }
  return Object.entries(values)
    .map(([name, value]) => {
      const end = delimiter()
      return `${name}<<${end}\n${value.replaceAll(/[\r\n]+/g, ' ')}\n${end}\n`
    })
    .join('')
}
