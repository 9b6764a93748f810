/** A report as pages: one for the bench file, and one for each of several comparisons. */
import type { Comparison, Omitted, Report } from '../model.ts'
import { answer } from './answer.ts'
import { comparisonSection } from './comparison-page.ts'
import { say, type Inline } from '../text/inline.ts'
import { isAlone, linkFrom } from './page-plan.ts'
import type { PagePlan } from './page-plan.ts'
import { repeatedSection } from './repeated-page.ts'
import { entriesOf, isRepeated, repeatedAnswer, standIn } from './repeated.ts'
import type { Entry as Compared } from './repeated.ts'
import { groupAnswer, groupSection } from './sections/benches-section.ts'
import { choiceTable } from './sections/choice-note.ts'
import { claimsAnswer, claimSections, claimsOverview } from './sections/claims-section.ts'
import { againSection, environmentSection } from './sections/environment-section.ts'
import { glance, glanceTable } from './sections/glance-table.ts'
import type { Glance } from './sections/glance-table.ts'
import { list, paragraph, type PageBlock, type PictureRef, type Section } from '../text/view.ts'

/** What a reader finds under one name: a comparison, a group of functions, or the claims. */
export interface Entry {
  name: string
  /** Its page, relative to the report's folder. */
  page: string
  answer: Inline
  /** The same at a glance; null where it is no comparison. */
  glance: Glance | null
}

const shownOf = (entry: Compared): Comparison => (isRepeated(entry) ? standIn(entry) : entry)

const nameOf = (entry: Compared): string => shownOf(entry).name

const answerOf = (entry: Compared): Inline =>
  isRepeated(entry) ? repeatedAnswer(entry) : answer(entry)

const firstOf = (entry: Compared): Comparison => (isRepeated(entry) ? entry.once : entry)

const pageOf = (entry: Compared, { comparisons }: Report, plan: PagePlan): string =>
  plan.comparisons[comparisons.indexOf(firstOf(entry))] ?? plan.main

/** Everything that a report answers, in the order of its page. */
export function entries(report: Report, plan: PagePlan): Entry[] {
  const { claims, comparisons, benches, omitted = [] } = report
  const onMain = (name: string, told: Inline): Entry => ({
    name,
    page: plan.main,
    answer: told,
    glance: null,
  })
  return [
    ...(claims.length === 0 ? [] : [onMain('claims', claimsAnswer(claims))]),
    ...entriesOf(comparisons).map((each) => ({
      name: nameOf(each),
      page: pageOf(each, report, plan),
      answer: answerOf(each),
      glance: glance(shownOf(each)),
    })),
    ...benches.map((each) => onMain(each.name, groupAnswer(each))),
    ...omitted.map(({ name }) => onMain(name, say`It was measured and cannot be shown.`)),
  ]
}

/** In the place of what cannot be shown. */
export function omittedSection({ name, reason }: Omitted): Section {
  const text = say`This was measured and cannot be shown: ${reason} The rest of the report is whole.`
  return { title: say`${name}`, blocks: [{ kind: 'warning', text }], sections: [] }
}

/** The name of the only comparison or group, else the bench file's. */
export function title(report: Report): Inline {
  const { comparisons, benches, file } = report
  const [only] = [...entriesOf(comparisons).map(nameOf), ...benches.map(({ name }) => name)]
  return isAlone(report) && only !== undefined ? say`${only}` : say`${file}`
}

function claimsAtTop({ claims }: Report): PageBlock[] {
  if (claims.length === 0) return []
  return [{ kind: 'answer', text: claimsAnswer(claims) }, claimsOverview(claims)]
}

function comparisonsAtTop(found: readonly Entry[]): PageBlock[] {
  const rows = found.flatMap(({ name, page, glance: told }) =>
    told === null ? [] : [{ name, page, glance: told }],
  )
  return rows.length === 0 ? [] : [glanceTable(rows)]
}

function overview(report: Report, plan: PagePlan): PageBlock[] {
  const found = entries(report, plan)
  if (found.length === 0) return [paragraph(say`Nothing was measured.`)]
  const groups = report.benches.map((each) => say`${{ strong: each.name }}: ${groupAnswer(each)}`)
  return [
    ...claimsAtTop(report),
    ...comparisonsAtTop(found),
    ...choiceTable(report.comparisons),
    ...(groups.length === 0 ? [] : [list(groups)]),
  ]
}

export interface Page {
  /** Relative to the report's folder, with forward slashes. */
  path: string
  section: Section
}

/** All pages of a report; the bench file's comes last, since it leads to the others. */
export function pages(
  report: Report,
  plan: PagePlan,
  pictures: readonly PictureRef[] = [],
): Page[] {
  const { comparisons, benches, environment, omitted = [] } = report
  const picturesOf = (each: Comparison): PictureRef[] =>
    pictures.filter((picture) => picture.comparison === comparisons.indexOf(each))
  const section = (each: Compared): Section => {
    if (!isRepeated(each))
      return comparisonSection(each, { environment, pictures: picturesOf(each) })
    const own = {
      once: picturesOf(each.once),
      often: picturesOf(each.often),
      inParts: each.inParts === null ? [] : picturesOf(each.inParts),
    }
    return repeatedSection(each, { environment, pictures: own })
  }
  const again = (path: string): Section =>
    againSection(report, {
      json: linkFrom(path, plan.json),
      others: path === plan.main ? null : linkFrom(path, plan.main),
    })
  const ended = (path: string, { title: of, blocks, sections }: Section): Page => ({
    path,
    section: {
      title: of,
      blocks,
      sections: [...sections, environmentSection(report), again(path)],
    },
  })
  const own = entriesOf(comparisons).map((each) => ended(pageOf(each, report, plan), section(each)))
  const groups = benches.map((each) => groupSection(each))
  if (isAlone(report)) return [...own, ...groups.map((each) => ended(plan.main, each))]
  const sections = [...claimSections(report, pictures), ...groups, ...omitted.map(omittedSection)]
  const main = { title: title(report), blocks: overview(report, plan), sections }
  return [...own, ended(plan.main, main)]
}
