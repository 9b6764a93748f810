/**
 * Room for text. Nothing can measure it here, and fonts differ from reader to reader, so widths are
 * those of a wide font: what fits by them fits everywhere.
 */
import { clean, cut } from '../text/escape.ts'

/** Widths in shares of the font size, the last one for all other characters. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[\u0300-\u036f]/, 0],
  [/[il.,:;'|!·]/, 0.36],
  [/[fjrt()[\] \-/*]/, 0.43],
  [/[mwMW%@…—]/, 1],
  [/[A-Z&+=<>×µ~−]/, 0.76],
  [/[\u0020-\u1fff]/, 0.64],
]
const OTHER = 1.1

const widthOf = (char: string): number =>
  WIDTHS.find(([pattern]) => pattern.test(char))?.[1] ?? OTHER

/** Width of a text, px, rather too much than too little. */
export function textWidth(text: string, size: number): number {
  let sum = 0
  for (const char of text) sum += widthOf(char)
  return sum * size
}

/** A user's text made safe, on one line. */
export const label = (text: string, limit = 200): string => {
  const line = clean(text, limit).trim()
  return line === '' ? '(empty)' : line
}

/** The text, cut so that it fits into `room` px. */
export function fitted(text: string, room: number, size: number): string {
  if (textWidth(text, size) <= room) return text
  const points = Array.from(text.slice(0, 400))
  let width = textWidth('…', size)
  const end = points.findIndex((char) => (width += widthOf(char) * size) > room)
  return cut(text, Math.max(1, end < 0 ? points.length : end + 1))
}

/** A word in pieces of at most `room` px. */
function pieces(word: string, room: number, size: number): string[] {
  const parts = ['']
  for (const char of word) {
    const longer = (parts.at(-1) ?? '') + char
    if (textWidth(longer, size) <= room) parts[parts.length - 1] = longer
    else parts.push(char)
  }
  return parts
}

/** At most `most` lines of at most `room` px, broken at spaces, else where the room ends. */
export function wrapped(text: string, room: number, size: number, most = 9): string[] {
  const words = text.split(' ').flatMap((word) => pieces(word, room, size))
  const lines: string[] = []
  let line = ''
  for (const word of words) {
    const longer = line === '' ? word : `${line} ${word}`
    if (textWidth(longer, size) > room) {
      lines.push(line)
      line = word
    } else line = longer
  }
  if (line !== '') lines.push(line)
  if (lines.length <= most) return lines
  const last = fitted(`${lines[most - 1] ?? ''} …`, room, size)
  return [...lines.slice(0, most - 1), last]
}
