/** What each picture shows, in sentences with figures, for those who do not see it. */
import type { CaseResult, Comparison, FaultMatrix, Mode, PayloadSweep } from '../model.ts'
import { bytes, duration, percent, ratio } from '../text/format.ts'
import { isPool } from '../modes.ts'
import { PARTS } from './faults-chart.ts'
import type { Series } from './payloads-chart.ts'
import { seriesOf } from './payloads-chart.ts'
import { curvesOf } from './curves.ts'
import { label } from './text.ts'
import { capacityRemarks, caseName, caseSentence, limitRemarks } from './captions.ts'

const MANY = 6

const told = (...sentences: readonly string[]): string => sentences.join(' ')

/** Of very many cases the fastest of each mode. */
function telling({ cases }: Comparison): CaseResult[] {
  if (cases.length <= MANY) return cases
  const fastest = new Map<Mode, CaseResult>()
  for (const case_ of cases) {
    const known = fastest.get(case_.mode)
    if (known === undefined || case_.makespan.value < known.makespan.value) {
      fastest.set(case_.mode, case_)
    }
  }
  return [...fastest.values()]
}

const named = (comparison: Comparison): string => label(comparison.name, 120)

/** The share of a pool's lanes that stood idle at the end. */
function idleWords(case_: CaseResult): string {
  if (case_.breakdown === null || case_.breakdown.makespan <= 0) return ''
  return `, idle ${percent(case_.breakdown.parts.imbalance / case_.breakdown.makespan)}`
}

export function timelineAlt(comparison: Comparison): string {
  const cases = telling(comparison).map((case_) => {
    const time = `${caseName(case_)} ${duration(case_.makespan.value)}`
    return isPool(case_) ? `${time}${idleWords(case_)}` : time
  })
  return told(
    `Timeline of ${named(comparison)}: ${cases.join('; ')}.`,
    ...limitRemarks(comparison),
    ...capacityRemarks(comparison),
  )
}

export function speedupAlt(comparison: Comparison): string {
  const cases = telling(comparison)
    .filter((case_) => case_.speedup !== null)
    .map(caseSentence)
  return told(
    `Speedup over serial in ${named(comparison)}: ${cases.join('; ')}.`,
    ...capacityRemarks(comparison),
  )
}

const partName = (part: string): string => part.replace('startup', 'start-up')

export function breakdownAlt(comparison: Comparison): string {
  const pools = telling(comparison).flatMap((case_) => {
    if (case_.breakdown === null) return []
    const { makespan, ideal, parts } = case_.breakdown
    const most = Object.entries(parts).toSorted(([, a], [, b]) => b - a)[0]
    const part = most === undefined ? '' : `, mostly for ${partName(most[0])}, ${duration(most[1])}`
    return [`${caseName(case_)} took ${duration(makespan)} instead of ${duration(ideal)}${part}`]
  })
  return told(
    `Where the time went in ${named(comparison)}: ${pools.join('; ')}.`,
    ...capacityRemarks(comparison),
  )
}

export function scalingAlt(comparison: Comparison): string {
  const curves = curvesOf(comparison).map(({ mode, points }) => {
    const values = points.map(({ workers, speedup }) => `${ratio(speedup.value)} on ${workers}`)
    const last = points.at(-1)
    const bound = last === undefined ? '' : ` (at most ${ratio(last.bound)})`
    return `${mode} ${values.join(', ')}${bound}`
  })
  return told(
    `Speedup by number of workers in ${named(comparison)}: ${curves.join('; ')}.`,
    ...capacityRemarks(comparison),
  )
}

const cost = ({ mode, payload, points }: Series): string | null => {
  const last = points.at(-1)
  if (last === undefined) return null
  const size = bytes(last.size)
  return `${label(payload, 40)} of ${size} in ${mode} ${duration(last.roundTrip.value)}`
}

export function payloadsAlt(sweep: PayloadSweep): string {
  const costs = seriesOf(sweep).flatMap((series) => cost(series) ?? [])
  return `${label(sweep.title, 120)}: there and back ${costs.join('; ')}.`
}

export function faultsAlt(matrix: FaultMatrix): string {
  const modes = Map.groupBy(matrix.cells, ({ mode }) => mode)
  const kept = [...modes].map(([mode, cells]) => {
    const counts = PARTS.map(
      ({ key, name }) => `${name} ${cells.filter((cell) => cell[key]).length}`,
    )
    return `${mode}: ${counts.join(', ')} of ${cells.length}`
  })
  return `${label(matrix.title, 120)}: how often each survived. ${kept.join('; ')}.`
}
