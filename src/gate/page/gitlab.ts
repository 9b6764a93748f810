/** GitLab's code quality report: shown in the merge request's widget. */
import { clean } from '../../text/escape.ts'
import { apartOf, fileOf } from './github.ts'
import type { AnyGateReport } from '../model/stored-record.ts'
import { change } from './figure-text.ts'

type Severity = 'info' | 'minor' | 'major' | 'critical'

/** @param digest makes a fingerprint of a text */
export function codeQuality(report: AnyGateReport, digest: (text: string) => string): string {
  const { outcome, decision } = report
  const results = new Map(decision.results.map((result) => [result.id, result]))
  const issues = (ids: readonly string[], severity: Severity, name: string) =>
    ids.map((id) => {
      const result = results.get(id)
      const told = result?.state === 'judged' && result.change ? ` ${change(result.change)}` : ''
      return {
        type: 'issue',
        check_name: `lanemark-${name.replaceAll(' ', '-')}`,
        description: clean(`${name}: ${id}${told}`, 500),
        categories: ['Performance'],
        severity,
        fingerprint: digest(`${name} ${id}`),
        location: { path: fileOf(report, id), lines: { begin: 1 } },
      }
    })
  const undecided = outcome.inconclusive.filter((id) => !outcome.missing.includes(id))
  const all = [
    ...issues(outcome.regressions, 'critical', 'regression'),
    ...issues(outcome.failed, 'major', 'failed'),
    ...issues(apartOf(report), 'major', 'not compared'),
    ...issues(outcome.acknowledged, 'minor', 'acknowledged'),
    ...issues(undecided, 'info', 'inconclusive'),
  ]
  return `${JSON.stringify(all, null, 2)}\n`
}
