/**
 * The mark of the files that lanemark writes. A reports folder may be one that has other files, even
 * the project's own; nothing there is overwritten or removed that does not carry the mark.
 */
import { open } from 'node:fs/promises'
import { extname } from 'node:path'

const START = '<!-- lanemark:'

/** A comment in Markdown and in SVG; JSON names its schema instead. */
const MARK = `${START} written by a program and overwritten by its next run; do not edit -->\n`

/** `{"schema": "lanemark/…`, also of a file that is damaged further on, by a merge for instance. */
const SCHEMA = /^\s*\{\s*"schema":\s*"lanemark\//

/** Enough for either sign, bytes. */
const HEAD = 200

/** What is written for a file of this name. */
export const marked = (path: string, content: string): string =>
  extname(path) === '.json' ? content : MARK + content

const isMarked = (text: string): boolean => text.startsWith(START) || SCHEMA.test(text)

/** Whether it begins like the JSON of a report, and is not the gate's or somebody else's. */
export const isReport = (text: string): boolean =>
  SCHEMA.test(text) && text.trimStart().slice(0, HEAD).includes('"lanemark/report@')

/** Whether a file is there that somebody else wrote. */
export async function isStranger(path: string): Promise<boolean> {
  const file = await open(path).catch(() => null)
  if (file === null) return false
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0)
    return !isMarked(buffer.toString('utf8', 0, bytesRead))
  } catch {
    // a folder: it is in the way, and writing says so
    return false
  } finally {
    await file.close()
  }
}
