/** Which modules a module imports, as far as its text says so. */

/** `from '…'`, `import '…'` and `import('…')`. */
const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*(['"])([^'"\n]+)\1/g

/** Every import of a module with the line that has it. */
export function specifiers(source: string): { specifier: string; line: number }[] {
  return [...source.matchAll(IMPORT)].map(({ 2: specifier = '', index, 0: text }) => ({
    specifier,
    line: source.slice(0, index + text.length).split('\n').length,
  }))
}
