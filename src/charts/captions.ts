/** Sentences that several pictures share. */
import type { CaseId, CaseResult, Comparison } from '../model.ts'
import { limits } from '../explain/limits.ts'
import { cores, duration, percent, ratio, ratioEstimate } from '../text/format.ts'
import { verdict } from '../explain/verdict.ts'
import { isPool } from '../modes.ts'
import { number, plural } from '../text/words.ts'
import { label } from './text.ts'

/** Longest input in a sentence. */
const INPUT = 40

/** `threads x2`: the case, with its workers where the label does not say them. */
export function caseName(case_: CaseId): string {
  const { label: name, mode, workers } = case_
  const clean = label(name, 24)
  return isPool(case_) && name === mode ? `${clean} x${workers}` : clean
}

/** Short of cores: a remark for every picture of times. */
export function capacityRemarks(comparison: Comparison): string[] {
  const outcome = verdict(comparison)
  if (outcome.kind !== 'no-capacity') return []
  const { median, workers } = comparison.capacity
  return [
    `No verdict: the machine delivered too little in ${outcome.short} of ${outcome.rounds} ` +
      `rounds (median ${cores(median)} of ${workers} cores).`,
  ]
}

/** What the tasks themselves allow; nothing where there are no workers to share them. */
export function limitRemarks({ tasks, cases }: Comparison): string[] {
  const workers = Math.max(0, ...cases.filter(isPool).map((case_) => case_.workers))
  const found = workers > 1 ? limits(tasks, workers) : null
  if (found === null) return []
  const best = `${number(workers)} workers gain at most ${ratio(found.best)}`
  if (found.decides === 'even') return [`The tasks can be shared evenly: ${best}.`]
  if (found.decides === 'longest') {
    const share = percent(found.longest.duration / found.total)
    const input = label(found.longest.input, INPUT)
    return [`The longest task, ${input}, is ${share} of all work: ${best}.`]
  }
  return [`Of the ${plural(workers + 1, 'longest task')} two share a worker: ${best}.`]
}

/** `threads x2: 22.1 s, 1.13x of at most 1.17x`. */
export function caseSentence(case_: CaseResult): string {
  const time = `${caseName(case_)}: ${duration(case_.makespan.value)}`
  if (case_.speedup === null) return time
  const gain = `${time}, ${ratioEstimate(case_.speedup)}`
  return isPool(case_) ? `${gain} of at most ${ratio(case_.bound)}` : gain
}

/** A sum of estimates' reasons for having no interval, each once. */
export function intervalRemarks(notes: readonly (string | null)[]): string[] {
  const reasons = [...new Set(notes.filter((note) => note !== null))]
  return reasons.length === 0
    ? []
    : [`Hollow: without an interval (${reasons.map((note) => label(note, 80)).join('; ')}).`]
}
