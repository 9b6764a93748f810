/**
 * Text of a view. All of it is plain: no Markdown, nothing escaped. Whoever turns a view into a
 * format escapes every piece for that format, so no user text can be forgotten and none is escaped
 * twice.
 */
import { clean, LIMIT } from './escape.ts'

export interface Code {
  code: string
}

export interface Strong {
  strong: string
}

export interface Link {
  link: string
  /** Path relative to the page, with forward slashes, not encoded. */
  href: string
}

export type Span = string | Code | Strong | Link

/** A run of text. */
export type Inline = readonly Span[]

/** Room for code in a cell of a table. */
const CODE = 80

/** Text as code, cut to a readable length. */
export const code = (text: string, limit = CODE): Code => ({ code: clean(text, limit) })

const isInline = (value: Span | Inline): value is Inline => Array.isArray(value)

function spans(value: Span | number | Inline): Inline {
  if (typeof value === 'string') return [clean(value, LIMIT)]
  if (typeof value === 'number') return [String(value)]
  return isInline(value) ? value : [value]
}

/**
 * Tag for sentences: say`The input ${code(input)} took ${time}`. The sentence may be written over
 * several lines; strings put into it are cleaned and cut.
 */
export function say(
  words: TemplateStringsArray,
  ...values: readonly (Span | number | Inline)[]
): Inline {
  return words.flatMap((word, index) => {
    const own = word.replace(/\s+/g, ' ')
    const value = values[index]
    return [...(own === '' ? [] : [own]), ...(value === undefined ? [] : spans(value))]
  })
}

/** Several texts with a separator between them. */
export function join(texts: readonly Inline[], separator: string): Inline {
  return texts.flatMap((text, index) => (index === 0 ? text : [separator, ...text]))
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(texts: readonly Inline[]): Inline {
  if (texts.length < 2) return texts[0] ?? []
  return [...join(texts.slice(0, -1), ', '), ' and ', ...(texts.at(-1) ?? [])]
}

/** The same text in as few pieces as it takes. */
export function unbroken(text: Inline): Inline {
  const pieces: Span[] = []
  for (const span of text) {
    const last = pieces.at(-1)
    if (typeof span === 'string' && typeof last === 'string')
      pieces[pieces.length - 1] = last + span
    else pieces.push(span)
  }
  return pieces
}

/** The bare words, for places that know no formatting. */
export function plain(text: Inline): string {
  return text
    .map((span) => {
      if (typeof span === 'string') return span
      if ('code' in span) return span.code
      return 'strong' in span ? span.strong : span.link
    })
    .join('')
}
