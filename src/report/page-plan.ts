/** Where the parts of a report go. Paths are relative to its folder, with forward slashes. Pure. */
import type { Report } from '../model.ts'
import { titleName } from '../text/name.ts'
import type { PictureRef } from '../text/view.ts'
import { allOf, entriesOf, isRepeated } from './repeated.ts'

export interface PagePlan {
  /** The bench file's page. */
  main: string
  /** All figures. */
  json: string
  /** The page of each comparison, by its index in the report: one of its own, unless it is all there is. */
  comparisons: string[]
}

/**
 * @param name of the bench file's page, without an ending
 * @param taken names in the folder of that name that are somebody else's
 */
export function planPages(
  report: Report,
  name: string,
  taken: ReadonlySet<string> = new Set(),
): PagePlan {
  const { comparisons } = report
  const main = `${name}.md`
  const plan = { main, json: `${name}.json` }
  if (isAlone(report)) return { ...plan, comparisons: comparisons.map(() => main) }
  const used = new Set(taken)
  const pages = new Map<string, string>()
  for (const entry of entriesOf(comparisons)) {
    const own = isRepeated(entry) ? allOf(entry) : [entry]
    const page = `${name}/${free(titleName(own[0]?.name ?? ''), used)}`
    for (const comparison of own) pages.set(comparison.name, page)
  }
  return { ...plan, comparisons: comparisons.map((one) => pages.get(one.name) ?? main) }
}

/** Whether a single entry is all that there is: the bench file's page is its page. */
export function isAlone({ comparisons, benches, claims, omitted = [] }: Report): boolean {
  const found = entriesOf(comparisons).length + benches.length
  return found === 1 && claims.length + omitted.length === 0
}

function free(title: string, used: Set<string>): string {
  let file = `${title}.md`
  for (let number = 2; used.has(file); number += 1) file = `${title}-${number}.md`
  used.add(file)
  return file
}

/**
 * Where a picture goes: beside its page, and named after it.
 * @param base what the picture's own name begins with
 */
export function picturePath(
  { file, kind, comparison }: PictureRef,
  plan: PagePlan,
  base: string,
): string {
  const page = comparison === null ? plan.main : (plan.comparisons[comparison] ?? plan.main)
  const stem = page.replace(/\.md$/, '')
  if (page === plan.main) return stem + file.slice(base.length)
  const number = plan.comparisons.slice(0, comparison ?? 0).filter((other) => other === page).length
  return number === 0 ? `${stem}-${kind}.svg` : `${stem}-${number + 1}-${kind}.svg`
}

/** A link from one page to another file. */
export const linkFrom = (page: string, to: string): string => (page.includes('/') ? `../${to}` : to)
