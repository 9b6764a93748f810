/** One comparison: the answer and what to do first, then what explains it. */
import type { Comparison, Environment } from '../model.ts'
import { answer } from './answer.ts'
import { clean } from '../text/escape.ts'
import { limitsOf } from './cause-text.ts'
import { say, type Inline } from '../text/inline.ts'
import { warningText } from './messages.ts'
import { recommendation } from './recommendation.ts'
import { boundSection } from './sections/bound-section.ts'
import { breakEvenSection } from './sections/break-even-section.ts'
import { capacitySection } from './sections/capacity-section.ts'
import { chunkSizes, untimedNote } from './sections/chunk-notes.ts'
import { nodeVersion } from './sections/environment-section.ts'
import { modesTable, sharedNote } from './sections/modes-table.ts'
import { orderSection } from './sections/order-section.ts'
import { howToRead, whatRan } from './sections/reading.ts'
import { whySoLittle } from './sections/reference-share.ts'
import { resultsSection } from './sections/results-section.ts'
import { roundsSection } from './sections/rounds-section.ts'
import { scalingSection } from './sections/scaling-section.ts'
import { systemSection } from './sections/system-section.ts'
import { timeSection } from './sections/time-section.ts'
import { whoSection } from './sections/who-section.ts'
import { foldSection, paragraph, picturesOf, type Block, type PictureRef } from '../text/view.ts'
import type { Section } from '../text/view.ts'
import { isPool } from '../modes.ts'

export interface Surroundings {
  environment: Environment
  /** Those of this comparison. */
  pictures: readonly PictureRef[]
  /** Whether each part is folded, as on a page with several comparisons. */
  fold: boolean
}

export const TIMELINE = say`A row for each worker, a bar for each call; the line is the bound, the earliest
  moment at which any pool could be done.`
export const SPEEDUP = say`How many times as fast as one call after another, with intervals, against the ideal
  and the bound.`

/** The parts of a comparison after its table, in the order of the page. A new part is a new line. */
export function parts(
  comparison: Comparison,
  here: string,
  pictures: readonly PictureRef[],
): Section[] {
  const found = [
    boundSection(comparison),
    timeSection(comparison, pictures),
    systemSection(comparison),
    orderSection(comparison),
    scalingSection(comparison, pictures),
    breakEvenSection(comparison),
    whoSection(comparison, here),
    capacitySection(comparison),
    resultsSection(comparison),
    roundsSection(comparison),
  ]
  return found.filter((part) => part !== null)
}

/** What the author of a comparison has to say of it. */
export const notes = ({ notes: sentences }: Comparison): Block[] =>
  sentences.map((sentence) => paragraph([clean(sentence)]))

export const advised = (advice: Inline | null): Block[] =>
  advice === null ? [] : [paragraph(say`${{ strong: 'Recommendation:' }} ${advice}`)]

export const warnings = ({ warnings: found }: Comparison): Block[] =>
  found.map((warning) => ({ kind: 'warning', text: warningText(warning) }))

/** The answer, then what follows from it. */
function conclusion(comparison: Comparison): Block[] {
  const pool = comparison.cases.findLast(isPool)
  return [
    { kind: 'answer', text: answer(comparison) },
    ...advised(recommendation(comparison)),
    ...whySoLittle(comparison, pool === undefined ? null : limitsOf(comparison, pool)),
  ]
}

/** One comparison as a section. */
export function comparisonSection(
  comparison: Comparison,
  { environment, pictures, fold }: Surroundings,
): Section {
  const here = `Node ${nodeVersion(environment)}, here`
  const details = parts(comparison, here, pictures)
  return {
    title: say`${comparison.name}`,
    blocks: [
      ...conclusion(comparison),
      ...picturesOf(pictures, 'timeline', TIMELINE),
      whatRan(comparison),
      modesTable(comparison, say`${here}`),
      ...sharedNote(comparison),
      ...chunkSizes(comparison),
      ...untimedNote(comparison),
      ...picturesOf(pictures, 'speedup', SPEEDUP),
      ...notes(comparison),
      ...warnings(comparison),
      ...howToRead(comparison, say`${here}`),
      ...(fold ? details.map(foldSection) : []),
    ],
    sections: fold ? [] : details,
  }
}
