/** The answer of one comparison for programs; every figure is in the report's own JSON file. */
import { LanemarkError } from '../../findings.ts'
import { layout } from '../../json/json-text.ts'
import type { CaseResult, Comparison, Estimate } from '../../model.ts'
import { answer } from '../../report/answer.ts'
import { chosen } from '../../report/recommendation.ts'
import { plain } from '../../text/inline.ts'
import { verdict } from '../../explain/verdict.ts'

const SCHEMA = 'lanemark/answer@1'

/** @param page the report's path, relative to where the command runs */
export function answerJson(comparison: Comparison, page: string): string {
  const use = chosen(comparison)
  return layout({
    schema: SCHEMA,
    kernel: comparison.kernel,
    verdict: verdict(comparison).kind,
    answer: plain(answer(comparison)),
    use: use === null ? null : { mode: use.mode, workers: use.workers },
    cores: comparison.cores,
    rounds: comparison.order.length,
    cases: comparison.cases.map(caseOf),
    page,
    data: page.replace(/md$/, 'json'),
    seed: comparison.seed,
  })
}

/** Makespans in ms. */
const caseOf = ({ label, mode, workers, makespan, speedup, bound, attained }: CaseResult) => ({
  label,
  mode,
  workers,
  makespan: figure(makespan),
  speedup: speedup === null ? null : figure(speedup),
  bound,
  attained,
})

const figure = ({ value, interval, n }: Estimate) => ({
  value,
  low: interval?.low ?? null,
  high: interval?.high ?? null,
  n,
})

/** What there is instead of an answer. */
export function errorJson(error: LanemarkError): string {
  const { message, finding } = error
  return layout({ schema: SCHEMA, error: { message, ...finding } })
}
