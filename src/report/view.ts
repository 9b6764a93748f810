/**
 * A report as a tree of sections, with everything said but nothing formatted yet. Formats (Markdown,
 * a terminal, later a job summary) are made from this; a new kind of block is a new member of `Block`
 * and one case in each format.
 */
import type { Inline } from './inline.ts'

export interface Column {
  title: Inline
  align: 'left' | 'right'
}

export interface Table {
  columns: Column[]
  rows: Inline[][]
}

export type Block =
  | { kind: 'answer'; text: Inline }
  | { kind: 'paragraph'; text: Inline }
  | { kind: 'warning'; text: Inline }
  | { kind: 'list'; items: Inline[] }
  | ({ kind: 'table' } & Table)
  | { kind: 'code'; language: 'text' | 'sh'; lines: string[] }
  | { kind: 'details'; summary: Inline; blocks: Block[] }

export interface Section {
  title: Inline
  blocks: Block[]
  sections: Section[]
}

export const paragraph = (text: Inline): Block => ({ kind: 'paragraph', text })

export const list = (items: Inline[]): Block => ({ kind: 'list', items })

/** A table; columns named in `right` are figures. */
export function table(titles: Inline[], right: readonly number[], rows: Inline[][]): Block {
  const columns = titles.map((title, index): Column => ({
    title,
    align: right.includes(index) ? 'right' : 'left',
  }))
  return { kind: 'table', columns, rows }
}

/** Blocks as they are, or folded under a summary where they would be long. */
export function folded(fold: boolean, summary: Inline, blocks: Block[]): Block[] {
  return fold ? [{ kind: 'details', summary, blocks }] : blocks
}

/** What stands in a cell that has nothing to say. */
export const NOTHING: Inline = ['–']
