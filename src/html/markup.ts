/** View to HTML: the same words as in Markdown. Every piece of text is escaped here and nowhere else. */
import { plain, type Inline, type Span } from '../text/inline.ts'
import type { PageBlock, Section, Table } from '../text/view.ts'

declare const markup: unique symbol

/** Well-formed HTML; only this file's functions make it, so that no raw text gets in. */
export type Markup = string & { readonly [markup]: true }

/** What a page cannot know by itself. */
export interface Around {
  /** Where a link leads from here. */
  link: (href: string) => string
  /** A picture that the page holds itself, as an address; null: it is not there. */
  picture: (file: string) => string | null
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

/** Text between tags and in attributes; what HTML forbids, and what turns the reading direction, is left out. */
export const words = (text: string): Markup =>
  text
    .toWellFormed()
    .replace(/(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? '') as Markup

export type Attributes = Readonly<Record<string, string | true | undefined>>

/** Elements without an end. */
const VOID = new Set(['img', 'meta'])

export function element(
  name: string,
  attributes: Attributes = {},
  ...content: readonly Markup[]
): Markup {
  const written = Object.entries(attributes).map(([key, value]) => {
    if (value === undefined) return ''
    return value === true ? ` ${key}` : ` ${key}="${words(value)}"`
  })
  const start = `<${name}${written.join('')}>`
  return (VOID.has(name) ? start : `${start}${content.join('')}</${name}>`) as Markup
}

const joined = (pieces: readonly Markup[]): Markup => pieces.join('') as Markup

function span(piece: Span, { link }: Around): Markup {
  if (typeof piece === 'string') return words(piece)
  if ('code' in piece) return element('code', {}, words(piece.code))
  if ('strong' in piece) return element('strong', {}, words(piece.strong))
  return element('a', { href: link(piece.href) }, words(piece.link))
}

const inline = (text: Inline, around: Around): Markup =>
  joined(text.map((piece) => span(piece, around)))

/** The region can be scrolled, by keys too, where it is wider than the page. */
function tableOf({ columns, rows }: Table, around: Around): Markup {
  const classOf = (index: number): string | undefined =>
    columns[index]?.align === 'right' ? 'figure' : undefined
  const head = columns.map(({ title }, index) =>
    element('th', { scope: 'col', class: classOf(index) }, inline(title, around)),
  )
  const body = rows.map((row) =>
    element(
      'tr',
      {},
      ...row.map((cell, index) => element('td', { class: classOf(index) }, inline(cell, around))),
    ),
  )
  const table = element(
    'table',
    {},
    element('thead', {}, element('tr', {}, ...head)),
    element('tbody', {}, ...body),
  )
  return element(
    'div',
    { class: 'wide', tabindex: '0', role: 'region', 'aria-label': 'table' },
    table,
  )
}

function pictureOf(
  { file, alt, caption }: Extract<PageBlock, { kind: 'picture' }>,
  around: Around,
): Markup {
  const source = around.picture(file)
  if (source === null) return element('p', {}, words(alt))
  const image = element('img', { src: source, alt, 'data-picture': file })
  const under = caption === undefined ? [] : [element('figcaption', {}, inline(caption, around))]
  return element('figure', {}, image, ...under)
}

function blockOf(block: PageBlock, around: Around): Markup {
  switch (block.kind) {
    case 'answer':
      return element('p', { class: 'answer' }, inline(block.text, around))
    case 'paragraph':
      return element('p', {}, inline(block.text, around))
    case 'warning':
      return element('p', { class: 'warning', role: 'note' }, inline(block.text, around))
    case 'list':
      return element(
        'ul',
        {},
        ...block.items.map((item) => element('li', {}, inline(item, around))),
      )
    case 'table':
      return tableOf(block, around)
    case 'picture':
      return pictureOf(block, around)
    case 'code':
      return element('pre', {}, element('code', {}, words(block.lines.join('\n'))))
    case 'details':
      return element(
        'details',
        {},
        element('summary', {}, words(plain(block.summary))),
        ...block.blocks.map((each) => blockOf(each, around)),
      )
  }
}

/** Headings begin at this level. */
export function sectionMarkup(section: Section, around: Around, level = 1): Markup {
  const parts = section.sections.map((part) =>
    element('section', {}, sectionMarkup(part, around, level + 1)),
  )
  return joined([
    element(`h${Math.min(level, 6)}`, {}, inline(section.title, around)),
    ...section.blocks.map((block) => blockOf(block, around)),
    ...parts,
  ])
}
