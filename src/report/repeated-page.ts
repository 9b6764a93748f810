/** A comparison that takes too long to be repeated, with the smaller scale on which its answer rests. */
import type { Comparison, Environment } from '../model.ts'
import { answer } from './answer.ts'
import { limitsOf } from './cause-text.ts'
import { advised, notes, parts, SPEEDUP, TIMELINE, warnings } from './comparison-page.ts'
import { code, listed, say } from '../text/inline.ts'
import { repeatedAdvice, repeatedAnswer, type Repeated } from './repeated.ts'
import { dividedNote } from './sections/divided-note.ts'
import { nodeVersion } from './sections/environment-section.ts'
import { modesTable, sharedNote } from './sections/modes-table.ts'
import { howToRead, whatRan } from './sections/reading.ts'
import { whySoLittle } from './sections/reference-share.ts'
import {
  foldSection,
  paragraph,
  picturesOf,
  type PageBlock,
  type PictureRef,
} from '../text/view.ts'
import type { Section } from '../text/view.ts'
import { isPool } from '../modes.ts'
import { plural } from '../text/words.ts'

export interface RepeatedSurroundings {
  environment: Environment
  /** Those of the inputs themselves, of the smaller scale, and of the parts. */
  pictures: Record<'once' | 'often' | 'inParts', readonly PictureRef[]>
}

/** How like the two are, before the table of the smaller scale. */
function scale({ often }: Repeated): PageBlock {
  const inputs = often.tasks.map(({ input }) => [code(input)])
  const [shares, bounds] = [often.repeats?.shares ?? 0, often.repeats?.bounds ?? 0]
  return paragraph(say`${{ strong: 'On a smaller scale:' }} the inputs above take too long to be repeated often,
    and without repetition there is no interval. So calls of the same shape were measured as well, with
    the inputs ${listed(inputs)}, in ${plural(often.order.length, 'round')}. The share of each call in the work
    differs by ${shares.toFixed(3)} at most from that of the input that it stands for, and the bound by
    ${bounds.toFixed(3)}.`)
}

const limitOf = (comparison: Comparison) => {
  const pool = comparison.cases.findLast(isPool)
  return pool === undefined ? null : limitsOf(comparison, pool)
}

/** What dividing the inputs gives. */
const inParts = (comparison: Comparison, pictures: readonly PictureRef[]): PageBlock[] => [
  paragraph(say`${{ strong: 'In parts:' }} ${answer(comparison)}`),
  ...picturesOf(pictures, 'timeline', TIMELINE),
  ...dividedNote(comparison),
  ...warnings(comparison),
]

const divided = (
  comparison: Comparison,
  here: string,
  pictures: readonly PictureRef[],
): Section => ({
  title: say`In parts`,
  blocks: parts(comparison, here, pictures).map(foldSection),
  sections: [],
})

/** Both as one section. */
export function repeatedSection(
  entry: Repeated,
  { environment, pictures }: RepeatedSurroundings,
): Section {
  const { once, often } = entry
  const here = `Node ${nodeVersion(environment)}, here`
  const details = parts(once, here, pictures.once)
  const smaller: Section = {
    title: say`On the smaller scale`,
    blocks: parts(often, here, pictures.often).map(foldSection),
    sections: [],
  }
  const both = { ...often, references: [...once.references, ...often.references] }
  return {
    title: say`${once.name}`,
    blocks: [
      { kind: 'answer', text: repeatedAnswer(entry) },
      ...advised(repeatedAdvice(entry)),
      ...whySoLittle(once, limitOf(once)),
      ...picturesOf(pictures.once, 'timeline', TIMELINE),
      modesTable(once, say`${here}`),
      ...sharedNote(once),
      whatRan(once),
      ...notes(once),
      scale(entry),
      modesTable(often, say`${here}`),
      ...sharedNote(often),
      ...picturesOf(pictures.often, 'speedup', SPEEDUP),
      ...notes(often),
      ...warnings(often),
      ...howToRead(both, say`${here}`),
      ...(entry.inParts === null ? [] : inParts(entry.inParts, pictures.inParts)),
    ],
    sections: [
      ...details,
      smaller,
      ...(entry.inParts === null ? [] : [divided(entry.inParts, here, pictures.inParts)]),
    ],
  }
}
