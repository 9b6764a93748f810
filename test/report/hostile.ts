/** Text that tries to be something else. */
import * as fc from 'fast-check'

const PIECES = [
  '|',
  '\\',
  '`',
  '```',
  '\n',
  '\r\n',
  '\u2028',
  '\u0085',
  '<strong>',
  '</em>',
  '<!--',
  '</details>',
  '<img src=x onerror=y>',
  '&lt;',
  '&#124;',
  '![a](b)',
  '[a]: b',
  '](javascript:x)',
  '[1.09, 1.15]',
  '**',
  '__',
  '~~',
  '$x$',
  '@someone',
  '#12',
  'https://x.y',
  'www.x.y',
  '# ',
  '- ',
  '> ',
  '1. ',
  '    ',
  '\t',
  '\0',
  '\u001B[31m',
  '\u202E',
  '\u200B',
  '\uD800',
  '日本',
  '💥',
]

/** Pieces of markup among ordinary and odd characters. */
export const hostile: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...PIECES) },
      fc.string({ maxLength: 6 }),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))
