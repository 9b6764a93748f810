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
import { choiceNote } from './sections/choice-note.ts'
import { machinesNote } from './sections/machines-note.ts'
import { chunkSizes, untimedNote } from './sections/chunk-notes.ts'
import { dividedNote } from './sections/divided-note.ts'
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
import { paragraph, picturesOf, type PageBlock, type PictureRef } from '../text/view.ts'
import type { Section } from '../text/view.ts'
import { isPool } from '../modes.ts'

export interface Surroundings {
  environment: Environment
  /** Those of this comparison. */
  pictures: readonly PictureRef[]
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
export const notes = ({ notes: sentences }: Comparison): PageBlock[] =>
  sentences.map((sentence) => paragraph([clean(sentence)]))

export const advised = (advice: Inline | null): PageBlock[] =>
  advice === null ? [] : [paragraph(say`${{ strong: 'Recommendation:' }} ${advice}`)]

export const warnings = ({ warnings: found }: Comparison): PageBlock[] =>
  found.map((warning) => ({ kind: 'warning', text: warningText(warning) }))

/** The answer, then what follows from it. */
function conclusion(comparison: Comparison): PageBlock[] {
  const pool = comparison.cases.findLast(isPool)
  return [
    { kind: 'answer', text: answer(comparison) },
    ...advised(recommendation(comparison)),
    ...whySoLittle(comparison, pool === undefined ? null : limitsOf(comparison, pool)),
  ]
}

/** One comparison as a page. */
export function comparisonSection(
  comparison: Comparison,
  { environment, pictures }: Surroundings,
): Section {
  const here = `Node ${nodeVersion(environment)}, here`
  return {
    title: say`${comparison.name}`,
    blocks: [
      ...conclusion(comparison),
      ...picturesOf(pictures, 'timeline', TIMELINE),
      modesTable(comparison, say`${here}`),
      ...sharedNote(comparison),
      ...choiceNote(comparison),
      ...machinesNote(comparison),
      ...dividedNote(comparison),
      whatRan(comparison),
      ...chunkSizes(comparison),
      ...untimedNote(comparison),
      ...notes(comparison),
      ...warnings(comparison),
      ...howToRead(comparison, say`${here}`),
      ...picturesOf(pictures, 'speedup', SPEEDUP),
    ],
    sections: parts(comparison, here, pictures),
  }
}
