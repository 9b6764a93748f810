/** Names of picture files: they stay the same from run to run and need no escaping anywhere. */

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
