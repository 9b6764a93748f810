/**
 * A page that holds all it needs: style, script, pictures and data; nothing is loaded from anywhere. It
 * is whole without its script, which only makes tables sortable and the timeline one to look into.
 */
import { plain } from '../text/inline.ts'
import type { Section } from '../text/view.ts'
import { element, sectionMarkup, words } from './markup.ts'
import type { Around, Markup } from './markup.ts'
import { STYLE } from './style.ts'
import type { TimelineData } from './timeline-data.ts'

/** A script with what lets a browser run it under the page's policy: `sha256-` and its digest in base64. */
export interface Script {
  text: string
  digest: string
}

export interface HtmlParts extends Around {
  section: Section
  /** Of the pictures of timelines, by file. */
  timelines: ReadonlyMap<string, TimelineData>
  script: Script
  /** The digest of `STYLE`. */
  styleDigest: string
}

export function htmlPage({
  section,
  timelines,
  script,
  styleDigest,
  ...around
}: HtmlParts): string {
  const head = element(
    'head',
    {},
    element('meta', { charset: 'utf-8' }),
    element('meta', {
      'http-equiv': 'Content-Security-Policy',
      content: `default-src 'none'; img-src data:; style-src '${styleDigest}'; script-src '${script.digest}'`,
    }),
    element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    element('meta', { name: 'generator', content: 'lanemark' }),
    element('title', {}, words(plain(section.title))),
    element('style', {}, STYLE as Markup),
  )
  const body = element(
    'body',
    {},
    element('header', {}, element('span', {}, words('lanemark'))),
    element('main', {}, sectionMarkup(section, around)),
    ...[...timelines].map(([file, data]) => dataOf(file, data)),
    element('script', { type: 'module' }, script.text as Markup),
  )
  return `<!doctype html>\n${element('html', { lang: 'en' }, head, body)}\n`
}

/** JSON in which no text can end the element that holds it. */
function dataOf(file: string, data: TimelineData): Markup {
  const json = JSON.stringify(data).replaceAll('<', '\\u003c')
  return element('script', { type: 'application/json', 'data-timeline': file }, json as Markup)
}
