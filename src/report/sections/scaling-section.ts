/** How the speedup grows with the workers, where a mode was measured with several counts. */
import { COUNTS_TO_FIT, karpFlatt } from '../../explain/scaling.ts'
import type { CaseResult, Comparison, Mode } from '../../model.ts'
import { cores, percent, percentEstimate, ratio, ratioEstimate } from '../../text/format.ts'
import { code, say, type Inline } from '../../text/inline.ts'
import {
  NOTHING,
  paragraph,
  picturesOf,
  table,
  type PageBlock,
  type PictureRef,
} from '../../text/view.ts'
import type { Section } from '../../text/view.ts'
import { isPool, isRemote } from '../../modes.ts'
import { number } from '../../text/words.ts'
import { attainedOf } from './attained.ts'

/** Modes with several worker counts, each with its cases from few workers to many. */
function curves({ cases }: Comparison): CaseResult[][] {
  const byMode = Map.groupBy(cases.filter(isPool), ({ mode }): Mode => mode)
  return [...byMode.values()]
    .filter((found) => new Set(found.map(({ workers }) => workers)).size > 1)
    .map((found) => found.toSorted((a, b) => a.workers - b.workers))
}

function capacityNote({ capacity, cores: own }: Comparison, case_: CaseResult): Inline {
  if (isRemote(case_)) return say`on other machines`
  const { workers } = case_
  if (workers > own) return say`more workers than the ${cores(own)} cores`
  if (capacity.probes.length === 0) return say`not probed`
  if (workers > capacity.workers) return say`probed with ${capacity.workers} threads only`
  const there = capacity.median >= (capacity.threshold / capacity.workers) * workers
  return say`${there ? 'there' : 'short'}: ${cores(capacity.median)} of ${capacity.workers}`
}

function fraction({ speedup, workers, bound }: CaseResult): Inline {
  const found = speedup === null ? null : karpFlatt(speedup.value, workers, bound)
  return found === null ? NOTHING : [percent(found)]
}

function row(comparison: Comparison, case_: CaseResult): Inline[] {
  const attained = attainedOf(case_)
  return [
    [code(case_.mode)],
    [String(case_.workers)],
    [case_.speedup === null ? '–' : ratioEstimate(case_.speedup)],
    [ratio(case_.bound)],
    [attained === null ? '–' : percentEstimate(attained)],
    capacityNote(comparison, case_),
    fraction(case_),
  ]
}

function notes(found: readonly CaseResult[][]): PageBlock[] {
  const most = Math.max(...found.map((curve) => curve.length))
  const meant = found.flat().some((case_) => fraction(case_) !== NOTHING)
  const explained = meant
    ? say` The serial fraction (Karp and Flatt) is the share of the work that would have to be
        unsharable to give this speedup: steady, it is in the program; growing, it is overhead. It
        is left out where uneven calls bound the speedup.`
    : say` A serial fraction (Karp and Flatt) would mean nothing here: uneven calls, not unsharable
        work, bound the speedup.`
  const few = say`No law is fitted to these points: it takes ${number(COUNTS_TO_FIT)} worker counts or
    more, here ${most === 1 ? 'is' : 'are'} ${number(most)}.`
  const enough = say`No law is fitted to these points.`
  return [paragraph(say`${most < COUNTS_TO_FIT ? few : enough}${explained}`)]
}

const CAPTION = say`Speedup by number of workers, with intervals, against the ideal and the bound.`

/** The section; null where no mode was measured with several worker counts. */
export function scalingSection(
  comparison: Comparison,
  pictures: readonly PictureRef[],
): Section | null {
  const found = curves(comparison)
  if (found.length === 0) return null
  const titles = ['mode', 'workers', 'speedup', 'bound', 'attained', 'cores', 'serial fraction']
  return {
    title: say`How it scales`,
    blocks: [
      ...picturesOf(pictures, 'scaling', CAPTION),
      table(
        titles.map((title) => [title]),
        [1, 2, 3, 4, 6],
        found.flat().map((case_) => row(comparison, case_)),
      ),
      ...notes(found),
    ],
    sections: [],
  }
}
