/** As much of a Markdown reader as the tests need, written apart from the writer. */

/** The cells of a table row: split at each pipe that no backslash precedes. */
export function cells(row: string): string[] {
  const inner = row.replace(/^\|/, '').replace(/(?<!\\)\|$/, '')
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim())
}

/** The same for readers that pair backslashes from the left. */
export function cellsPaired(row: string): number {
  return row.replace(/\\[\\|]/g, '').split('|').length - 2
}

export interface Outline {
  /** What each line is, in order. */
  kinds: string[]
  /** Per table the rows with their cells, the head first. */
  tables: string[][][]
}

function kindOf(line: string): string {
  if (line === '') return 'empty'
  if (/^#{1,6} /.test(line)) return `h${line.indexOf(' ')}`
  if (line.startsWith('|')) return 'row'
  if (line.startsWith(' - ')) return 'item'
  if (line.startsWith('> ')) return 'quote'
  return /^<\/?details/.test(line) ? 'details' : 'text'
}

/** What a page is made of. */
export function outline(markdown: string): Outline {
  const kinds: string[] = []
  const tables: string[][][] = []
  let fenced = false
  for (const line of markdown.split('\n')) {
    // a sentence can begin with code that has backticks in it; what follows a fence's own has none
    const fence = /^```+[^`]*$/.test(line)
    const kind = fence ? 'fence' : fenced ? 'code' : kindOf(line)
    if (fence) fenced = !fenced
    if (kind === 'row' && kinds.at(-1) !== 'row') tables.push([])
    if (kind === 'row') tables.at(-1)?.push(cells(line))
    kinds.push(kind)
  }
  return { kinds, tables }
}

/** What a reader sees of escaped running text. */
export function seen(markdown: string): string {
  return markdown
    .replaceAll('&#8203;', '')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
