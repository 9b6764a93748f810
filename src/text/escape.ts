/**
 * Makes text that anybody may have written (names, inputs, error texts) safe to show.
 *
 * What json2md 2.0.3 does to strings decides some of this:
 * - in paragraphs, list items and table cells it turns `<strong>`, `<em>`, `<u>` and the like into
 *   `**`, `*` and `_`, also behind a backslash and inside code spans; so no `<` may reach it;
 * - in table cells (not in headers) it puts a backslash before each `|` that has none; so each pipe
 *   gets its own here, and headers are treated like cells;
 * - it splits at every JavaScript line terminator; so none may be left.
 */

/** Longest user text that a table cell or a sentence takes over whole. */
export const LIMIT = 200

const SPACES = /[\t\n\v\f\r\u0085\u2028\u2029]+/g
/** Controls, soft hyphen, marks and overrides of direction, zero widths, tags, private noncharacters. */
const UNSEEN =
  /[\p{Cc}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu
/** Signs of Markdown; an interval such as `[1.09, 1.15]` is no link and stays readable. */
const SIGNS = /\[[\d., %-]+\](?![([:])|[\\`*_~[\]$|]/g
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
/** What begins or joins a mention, an address or an issue number. */
const CATCHES = /@(?=\S)|#(?=\d)|:(?=\/\/)|\bwww(?=\.)/gi
/** Breaks them, yet shows nothing. */
const GAP = '&#8203;'

function name(char: string): string {
  const point = char.codePointAt(0) ?? 0
  if (point < 0x20) return String.fromCodePoint(0x24_00 + point)
  return `(U+${point.toString(16).toUpperCase().padStart(4, '0')})`
}

/** Text cut to at most `limit` characters, the last of them an ellipsis where something is gone. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text
  const points = Array.from(text.slice(0, (limit + 1) * 2))
  return points.length <= limit ? points.join('') : `${points.slice(0, limit - 1).join('')}…`
}

/** One line without anything unseen: line breaks become spaces, other controls become visible. */
export function clean(text: string, limit = Number.POSITIVE_INFINITY): string {
  const short = Number.isFinite(limit) ? cut(text, (limit + 1) * 2) : text
  const line = short.toWellFormed().replace(SPACES, ' ').replace(UNSEEN, name)
  return cut(line, limit)
}

/** Running text or a table cell: shows exactly the cleaned text, whatever signs are in it. */
export function escapeText(text: string): string {
  return clean(text)
    .replace(SIGNS, (sign) => (sign.length > 1 ? sign : `\\${sign}`))
    .replace(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign)
    .replace(CATCHES, (sign) => `${sign}${GAP}`)
}

/** Text that begins a line, already escaped: no heading, list or indented code may begin there. */
export function escapeStart(line: string): string {
  return line
    .trimStart()
    .replace(/^([-+#]|\d{1,9}[.)](?=\s|$))/, (start) => `${start.slice(0, -1)}\\${start.slice(-1)}`)
}

/**
 * A code span. Inside one neither a pipe of a table nor `<` can be written so that all readers of
 * Markdown and json2md agree, so such text is shown as ordinary text.
 */
export function escapeCode(text: string): string {
  const line = clean(text)
  if (line.trim() === '') return line === '' ? '(empty)' : '(blank)'
  if (/[|<>]/.test(line)) return escapeText(line)
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length))
  if (longest === 0) return `\`${line}\``
  const fence = '`'.repeat(longest + 1)
  return `${fence} ${line} ${fence}`
}

/** One line of a fenced block: json2md always fences with three backticks, so no three may follow. */
export function escapeFenced(line: string): string {
  return clean(line).replace(/`{3,}/g, (run) => '\u02cb'.repeat(run.length))
}

function escapePart(part: string): string {
  return encodeURIComponent(part.toWellFormed()).replace(
    /[!'()*~_]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** A relative address: every part encoded, so that it leaves neither the link nor the site. */
export const escapeHref = (path: string): string => `./${path.split('/').map(escapePart).join('/')}`
