/** A report as a page: its comparisons, groups and claims, then the machine and how to run it again. */
import type { Comparison, Omitted, Report } from '../model.ts'
import { answer } from './answer.ts'
import { comparisonSection } from './comparison-page.ts'
import { say, type Inline } from '../text/inline.ts'
import { repeatedSection } from './repeated-page.ts'
import { entriesOf, isRepeated, repeatedAnswer, standIn } from './repeated.ts'
import type { Entry as Compared } from './repeated.ts'
import { groupAnswer, groupSection } from './sections/benches-section.ts'
import { claimsAnswer, claimSections, claimsOverview } from './sections/claims-section.ts'
import { againSection, environmentSection } from './sections/environment-section.ts'
import { overviewTable } from './sections/overview-table.ts'
import { markdown } from '../text/markdown.ts'
import { list, paragraph, type Block, type PictureRef, type Section } from '../text/view.ts'

/** What a reader finds under one name: a comparison, a group of functions, or the claims. */
export interface Entry {
  name: string
  answer: Inline
}

const nameOf = (entry: Compared): string => (isRepeated(entry) ? entry.once : entry).name

const answerOf = (entry: Compared): Inline =>
  isRepeated(entry) ? repeatedAnswer(entry) : answer(entry)

/** Everything that a report answers, in the order of its page. */
export function entries(report: Report): Entry[] {
  const { claims, comparisons, benches, omitted = [] } = report
  return [
    ...(claims.length === 0 ? [] : [{ name: 'claims', answer: claimsAnswer(claims) }]),
    ...entriesOf(comparisons).map((each) => ({ name: nameOf(each), answer: answerOf(each) })),
    ...benches.map((each) => ({ name: each.name, answer: groupAnswer(each) })),
    ...omitted.map(({ name }) => ({ name, answer: say`It was measured and cannot be shown.` })),
  ]
}

/** In the place of what cannot be shown. */
export function omittedSection({ name, reason }: Omitted): Section {
  const text = say`This was measured and cannot be shown: ${reason} The rest of the report is whole.`
  return { title: say`${name}`, blocks: [{ kind: 'warning', text }], sections: [] }
}

/** The name of the only entry, else the bench file's. */
export function title(report: Report): Inline {
  const [first, ...others] = entries(report)
  const alone = first !== undefined && others.length === 0 && report.claims.length === 0
  return alone ? say`${first.name}` : say`${report.file}`
}

function claimsAtTop({ claims }: Report): Block[] {
  if (claims.length === 0) return []
  return [{ kind: 'answer', text: claimsAnswer(claims) }, claimsOverview(claims)]
}

function comparisonsAtTop({ comparisons }: Report): Block[] {
  const compared = entriesOf(comparisons)
  const [first, ...others] = compared
  if (first === undefined) return []
  if (others.length > 0) {
    return [overviewTable(compared.map((each) => (isRepeated(each) ? standIn(each) : each)))]
  }
  return [list([say`${{ strong: nameOf(first) }}: ${answerOf(first)}`])]
}

function overview(report: Report): Block[] {
  if (entries(report).length === 0) return [paragraph(say`Nothing was measured.`)]
  const groups = report.benches.map((each) => say`${{ strong: each.name }}: ${groupAnswer(each)}`)
  return [
    ...claimsAtTop(report),
    ...comparisonsAtTop(report),
    ...(groups.length === 0 ? [] : [list(groups)]),
  ]
}

/** The whole page. With one entry, the page is that entry; with more, each has its own heading. */
export function page(report: Report, pictures: readonly PictureRef[] = []): Section {
  const { comparisons, benches, claims, environment, omitted = [] } = report
  const compared = entriesOf(comparisons)
  const alone = compared.length + benches.length === 1 && claims.length + omitted.length === 0
  const picturesOf = (each: Comparison): PictureRef[] =>
    pictures.filter((picture) => picture.comparison === comparisons.indexOf(each))
  const section = (each: Compared): Section => {
    const around = { environment, fold: !alone }
    if (!isRepeated(each)) {
      return comparisonSection(each, { ...around, pictures: picturesOf(each) })
    }
    const own = { once: picturesOf(each.once), often: picturesOf(each.often) }
    return repeatedSection(each, { ...around, pictures: own })
  }
  const found = [...compared.map(section), ...benches.map((each) => groupSection(each))]
  const left = omitted.map(omittedSection)
  const end = [environmentSection(report), againSection(report)]
  const [only] = found
  if (alone && only !== undefined) return { ...only, sections: [...only.sections, ...end] }
  const proofs = claimSections(report, pictures)
  const sections = [...proofs, ...found, ...left, ...end]
  return { title: title(report), blocks: overview(report), sections }
}

/** The page as Markdown, with the pictures that lie beside it. */
export const reportMarkdown = (report: Report, pictures: readonly PictureRef[] = []): string =>
  markdown(page(report, pictures))
