/**
 * A report as a tree of sections, with everything said but nothing formatted yet. Formats (Markdown,
 * a terminal, later a job summary) are made from this; a new kind of block is a new member of `PageBlock`
 * and one case in each format.
 */
import { plain, type Inline } from './inline.ts'

export interface Column {
  title: Inline
  align: 'left' | 'right'
}

export interface Table {
  columns: Column[]
  rows: Inline[][]
}

export type PageBlock =
  | { kind: 'answer'; text: Inline }
  | { kind: 'paragraph'; text: Inline }
  | { kind: 'warning'; text: Inline }
  | { kind: 'list'; items: Inline[] }
  | ({ kind: 'table' } & Table)
  | { kind: 'picture'; file: string; alt: string; caption?: Inline }
  | { kind: 'code'; language: 'text' | 'sh' | 'mermaid'; lines: string[] }
  | { kind: 'details'; summary: Inline; blocks: PageBlock[] }

/** The order is that of a report. */
export const PICTURE_KINDS = [
  'timeline',
  'speedup',
  'breakdown',
  'scaling',
  'payloads',
  'faults',
] as const

export type PictureKind = (typeof PICTURE_KINDS)[number]

/** A picture file beside the page, and where in the page it belongs. */
export interface PictureRef {
  /** Relative to the page, with forward slashes, not encoded. */
  file: string
  /** What it shows, in sentences with figures, for those who do not see it; plain text. */
  alt: string
  /** Plain text. */
  title: string
  kind: PictureKind
  /** Index in the report's comparisons; null for a claim's picture. */
  comparison: number | null
  /** Index in the report's claims; null for a comparison's picture. */
  claim: number | null
}

export interface Section {
  title: Inline
  blocks: PageBlock[]
  sections: Section[]
}

export const paragraph = (text: Inline): PageBlock => ({ kind: 'paragraph', text })

export const list = (items: Inline[]): PageBlock => ({ kind: 'list', items })

/** A table; columns named in `right` are figures. */
export function table(titles: Inline[], right: readonly number[], rows: Inline[][]): PageBlock {
  const columns = titles.map((title, index): Column => ({
    title,
    align: right.includes(index) ? 'right' : 'left',
  }))
  return { kind: 'table', columns, rows }
}

/** Blocks as they are, or folded under a summary where they would be long. */
export function folded(fold: boolean, summary: Inline, blocks: PageBlock[]): PageBlock[] {
  return fold ? [{ kind: 'details', summary, blocks }] : blocks
}

/** The pictures of one kind, with a line under each that says how to read it. */
export function picturesOf(
  pictures: readonly PictureRef[],
  kind: PictureKind,
  caption: Inline,
): PageBlock[] {
  return pictures
    .filter((picture) => picture.kind === kind)
    .map(({ file, alt }) => ({ kind: 'picture', file, alt, caption }))
}

/** The files of all pictures in a section, in their order. */
export function pictureFiles({ blocks, sections }: Pick<Section, 'blocks' | 'sections'>): string[] {
  const own = blocks.flatMap((block) => {
    if (block.kind === 'picture') return [block.file]
    return block.kind === 'details' ? pictureFiles({ ...block, sections: [] }) : []
  })
  return [...own, ...sections.flatMap(pictureFiles)]
}

/** A section with its parts as one fold, for pages that hold many of them. */
export function foldSection({ title, blocks, sections }: Section): PageBlock {
  const parts = sections.flatMap((part) => [
    paragraph([{ strong: plain(part.title) }]),
    ...part.blocks,
  ])
  return { kind: 'details', summary: title, blocks: [...blocks, ...parts] }
}

/** What stands in a cell that has nothing to say. */
export const NOTHING: Inline = ['–']
