/** Text in the columns of a terminal. */

/** Scripts and pictures that take two columns. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60]/u
const NO_WIDTH = /[\p{Mn}\p{Me}\u200c\u200d]/u

function columns(char: string): number {
  if (NO_WIDTH.test(char)) return 0
  return WIDE.test(char) ? 2 : 1
}

/** How many columns a line takes. */
export const widthOf = (text: string): number =>
  Array.from(text).reduce((sum, char) => sum + columns(char), 0)

/** As much of the text as fits, and what is left. */
function split(text: string, width: number): [string, string] {
  let used = 0
  let end = 0
  for (const char of text) {
    used += columns(char)
    if (used > width && end > 0) break
    end += char.length
  }
  return [text.slice(0, end), text.slice(end)]
}

/** One line, with an ellipsis where it does not fit. */
export function cutTo(text: string, width: number): string {
  return widthOf(text) <= width ? text : `${split(text, width - 1)[0]}…`
}

/** A word longer than a line in pieces, so that a path stays whole. */
function pieces(word: string, width: number): string[] {
  if (widthOf(word) <= width) return [word]
  const [head, rest] = split(word, width)
  return rest === '' ? [head] : [head, ...pieces(rest, width)]
}

/** The text in lines of at most `width` columns, broken between words where it can be. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ').flatMap((each) => pieces(each, width))) {
    const last = lines.at(-1)
    const longer = `${last} ${word}`
    if (last === undefined || widthOf(longer) > width) lines.push(word)
    else lines[lines.length - 1] = longer
  }
  return lines
}
