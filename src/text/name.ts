/** Names of files: they stay the same from run to run and need no escaping anywhere. */

/**
 * `bench/document.bench.ts` becomes `document`, as its report is named; whatever is neither a
 * letter, a digit, `.`, `_` nor `-` becomes `_`.
 */
export function baseName(file: string): string {
  return file
    .replace(/^bench\//, '')
    .replace(/(\.(bench|benchmark))?\.[cm]?[jt]sx?$/, '')
    .replaceAll('/', '-')
    .toWellFormed()
    .replace(/[^\p{L}\p{N}._-]/gu, '_')
    .replace(/^\.+/, '_')
}

/** Room for a title in a file's name. */
const LONGEST = 60

/** `Markdown to HTML, 400 documents` becomes `markdown-to-html-400-documents`. */
export function titleName(title: string): string {
  const name = title
    .toWellFormed()
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, LONGEST)
    .toWellFormed()
    .replace(/[^\p{L}\p{N}-]/gu, '')
    .replace(/^-+|-+$/g, '')
  return name === '' ? 'comparison' : name
}
