/** A report as a short page for GITHUB_STEP_SUMMARY: no picture files, no details. */
import type { Comparison, Report } from '../model.ts'
import { answer } from './answer.ts'
import { say } from '../text/inline.ts'
import { markdown } from '../text/markdown.ts'
import { mermaidCharts } from './mermaid.ts'
import { omittedSection, title } from './page.ts'
import { recommendation } from './recommendation.ts'
import { groupSection } from './sections/benches-section.ts'
import { claimsAnswer, claimsOverview } from './sections/claims-section.ts'
import { machine, moment, nodeVersion } from './sections/environment-section.ts'
import { modesTable, sharedNote } from './sections/modes-table.ts'
import { glance, glanceTable } from './sections/glance-table.ts'
import { paragraph, type PageBlock, type Section } from '../text/view.ts'

/** A page with more comparisons folds their charts. */
const OPEN = 2

function compared(comparison: Comparison, fold: boolean): Section {
  const advice = recommendation(comparison)
  const charts = mermaidCharts(comparison)
  const drawn: PageBlock[] = fold
    ? [{ kind: 'details', summary: say`Timeline and speedup`, blocks: charts }]
    : charts
  return {
    title: say`${comparison.name}`,
    blocks: [
      { kind: 'answer', text: answer(comparison) },
      ...(advice === null ? [] : [paragraph(say`${{ strong: 'Recommendation:' }} ${advice}`)]),
      modesTable(comparison, say`here`),
      ...sharedNote(comparison),
      ...(charts.length === 0 ? [] : drawn),
    ],
    sections: [],
  }
}

const atAGlance = (comparisons: readonly Comparison[]): PageBlock =>
  glanceTable(comparisons.map((each) => ({ name: each.name, page: null, glance: glance(each) })))

function top({ claims, comparisons, environment }: Report): PageBlock[] {
  const where = `${machine(environment)}, Node ${nodeVersion(environment)}, ${moment(environment.date)}`
  const tested: PageBlock[] = [
    { kind: 'answer', text: claimsAnswer(claims) },
    claimsOverview(claims),
  ]
  return [
    paragraph(say`Measured on ${where}.`),
    ...(claims.length === 0 ? [] : tested),
    ...(comparisons.length > 1 ? [atAGlance(comparisons)] : []),
  ]
}

/** The page as Markdown, with the two charts of each comparison as Mermaid. */
export function jobSummaryMarkdown(report: Report): string {
  const { comparisons, benches, claims, omitted = [] } = report
  const fold = comparisons.length > OPEN
  const sections = [
    ...comparisons.map((each) => compared(each, fold)),
    ...benches.map((each) => groupSection(each)),
    ...omitted.map(omittedSection),
  ]
  const [only] = sections
  if (only !== undefined && sections.length === 1 && claims.length === 0)
    return markdown({ ...only, blocks: [...only.blocks, ...top(report)] })
  return markdown({ title: title(report), blocks: top(report), sections })
}
