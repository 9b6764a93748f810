/** A report as a page: its comparisons and groups, then the machine and how to run it again. */
import type { Comparison, Environment, Report } from '../model.ts'
import { answer } from './answer.ts'
import { say, type Inline } from './inline.ts'
import { warningText } from './messages.ts'
import { groupAnswer, groupSection } from './sections/benches.ts'
import { boundSection } from './sections/bound.ts'
import { capacitySection } from './sections/capacity.ts'
import { againSection, environmentSection, nodeVersion } from './sections/environment.ts'
import { modesTable } from './sections/modes.ts'
import { howToRead, rivalNote, whatRan } from './sections/reading.ts'
import { resultsSection } from './sections/results.ts'
import { roundsSection } from './sections/rounds.ts'
import { whoSection } from './sections/who.ts'
import { list, paragraph, type Block, type Section } from './view.ts'

/** What a reader finds under one name: a comparison or a group of functions. */
export interface Entry {
  name: string
  answer: Inline
}

/** Everything that a report answers, in its order. */
export function entries(report: Report): Entry[] {
  return [
    ...report.comparisons.map((each) => ({ name: each.name, answer: answer(each) })),
    ...report.benches.map((each) => ({ name: each.name, answer: groupAnswer(each) })),
  ]
}

/** The name of the only entry, else the bench file's. */
export function title(report: Report): Inline {
  const [first, ...others] = entries(report)
  return first !== undefined && others.length === 0 ? say`${first.name}` : say`${report.file}`
}

/** The parts of a comparison after its table, in the order of the page. A new part is a new line. */
function parts(comparison: Comparison, here: string): (Section | null)[] {
  return [
    whoSection(comparison, here),
    boundSection(comparison),
    capacitySection(comparison),
    resultsSection(comparison),
    roundsSection(comparison),
  ]
}

/** One comparison as a section. */
export function comparisonSection(comparison: Comparison, environment: Environment): Section {
  const here = `Node ${nodeVersion(environment)}, here`
  const warnings = comparison.warnings.map((warning): Block => ({
    kind: 'warning',
    text: warningText(warning),
  }))
  return {
    title: say`${comparison.name}`,
    blocks: [
      { kind: 'answer', text: answer(comparison) },
      whatRan(comparison),
      modesTable(comparison, say`${here}`),
      ...rivalNote(comparison),
      ...warnings,
      ...howToRead(comparison, say`${here}`),
    ],
    sections: parts(comparison, here).filter((part) => part !== null),
  }
}

function overview(report: Report): Block[] {
  const found = entries(report)
  if (found.length === 0) return [paragraph(say`Nothing was measured.`)]
  return [list(found.map((entry) => say`${{ strong: entry.name }}: ${entry.answer}`))]
}

/** The whole page. With one entry, the page is that entry; with more, each has its own heading. */
export function page(report: Report): Section {
  const found = [
    ...report.comparisons.map((each) => comparisonSection(each, report.environment)),
    ...report.benches.map((each) => groupSection(each)),
  ]
  const end = [environmentSection(report), againSection(report)]
  const [only, ...others] = found
  if (only !== undefined && others.length === 0)
    return { ...only, sections: [...only.sections, ...end] }
  return { title: title(report), blocks: overview(report), sections: [...found, ...end] }
}
