/** View to json2md's data to Markdown. Every piece of text is escaped here and nowhere else. */
import json2md from 'json2md'
import { clean, escapeCode, escapeFenced, escapeHref, escapeStart, escapeText } from './escape.ts'
import { plain, type Inline, type Span } from './inline.ts'
import type { PageBlock, Section, Table } from './view.ts'

type Data = json2md.DataObject

/** A heading's length; GitHub makes an anchor of it. */
const HEADING = 160

/** A description's length. */
const ALT = 600

/** Stands where a name is empty, so that markup around it stays markup. */
const NAMELESS = '(no name)'

function span(piece: Span): string {
  if (typeof piece === 'string') return escapeText(piece)
  if ('code' in piece) return escapeCode(piece.code)
  if ('strong' in piece) return `**${escapeText(piece.strong).trim() || NAMELESS}**`
  return `[${escapeText(piece.link)}](${escapeHref(piece.href)})`
}

/** A run of text as Markdown. */
const inline = (text: Inline): string => text.map(span).join('')

/** The same where a line begins with it. */
const lineOf = (text: Inline): string => escapeStart(inline(text))

/** `pretty` pads the cells, so that the file reads well without a renderer too. */
function tableData({ columns, rows }: Table): Data {
  const table = {
    headers: columns.map((column) => inline(column.title)),
    aligns: columns.map((column) => column.align),
    rows: rows.map((row) => row.map(inline)),
    pretty: true,
  }
  return { table }
}

/** json2md's own `img` escapes nothing. */
function picture({ file, alt, caption }: Extract<PageBlock, { kind: 'picture' }>): Data[] {
  const image = { p: `![${escapeText(clean(alt, ALT))}](${escapeHref(file)})` }
  return caption === undefined ? [image] : [image, { p: `*${inline(caption).trim()}*` }]
}

function blockData(block: PageBlock): Data[] {
  switch (block.kind) {
    case 'answer':
      return [{ p: `**${inline(block.text).trim()}**` }]
    case 'paragraph':
      return [{ p: lineOf(block.text) }]
    case 'warning':
      return [{ blockquote: `**Note:** ${inline(block.text)}` }]
    case 'list':
      return [{ ul: block.items.map(lineOf) }]
    case 'table':
      return [tableData(block)]
    case 'picture':
      return picture(block)
    case 'code':
      return [{ code: { language: block.language, content: block.lines.map(escapeFenced) } }]
    case 'details':
      return [
        { p: `<details><summary>${escapeText(plain(block.summary))}</summary>` },
        ...block.blocks.flatMap(blockData),
        { p: '</details>' },
      ]
  }
}

function sectionData(section: Section, level: number): Data[] {
  const heading = `h${Math.min(level, 6)}`
  return [
    { [heading]: escapeText(clean(plain(section.title), HEADING)).trim() || NAMELESS },
    ...section.blocks.flatMap(blockData),
    ...section.sections.flatMap((part) => sectionData(part, level + 1)),
  ]
}

/** A view as Markdown, one line end at its end. */
export function markdown(section: Section): string {
  const blocks = sectionData(section, 1).map((data) => json2md(data))
  return `${blocks.map((block) => block.replace(/^\n+|\n+$/g, '')).join('\n\n')}\n`
}
