/** Pages as HTML files beside the Markdown, with the pictures and the script that each of them holds. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { extname } from 'node:path'
import type { Picture } from '../charts/index.ts'
import { htmlPage } from '../html/html-page.ts'
import type { Script } from '../html/html-page.ts'
import { STYLE } from '../html/style.ts'
import { timelineData } from '../html/timeline-data.ts'
import type { TimelineData } from '../html/timeline-data.ts'
import type { Report } from '../model.ts'
import type { Page } from '../report/page.ts'
import { pictureFiles } from '../text/view.ts'

/** @returns a file for each page; paths as those of the pages */
export async function htmlFiles(
  report: Report,
  pages: readonly Page[],
  pictures: readonly Picture[],
): Promise<{ path: string; content: string }[]> {
  const script = await clientScript()
  const drawn = new Map(pictures.map((picture) => [picture.file, picture]))
  const picture = (file: string): string | null => {
    const svg = drawn.get(file)?.svg
    return svg === undefined ? null : `data:image/svg+xml;base64,${base64(svg)}`
  }
  return pages.map(({ path, section }) => {
    const own = pictureFiles(section).flatMap((file) => drawn.get(file) ?? [])
    const timelines = timelinesOf(report, own)
    const around = { link: htmlPath, picture, script, styleDigest: digestOf(STYLE) }
    return { path: htmlPath(path), content: htmlPage({ section, timelines, ...around }) }
  })
}

/** A page's HTML lies beside its Markdown; other files have none. */
export const htmlPath = (path: string): string => path.replace(/\.md$/, '.html')

function timelinesOf(report: Report, pictures: readonly Picture[]): Map<string, TimelineData> {
  const found = new Map<string, TimelineData>()
  for (const { file, kind, comparison } of pictures) {
    const drawn = comparison === null ? undefined : report.comparisons[comparison]
    const data = kind === 'timeline' && drawn !== undefined ? timelineData(drawn) : null
    if (data !== null) found.set(file, data)
  }
  return found
}

const base64 = (text: string): string => Buffer.from(text).toString('base64')

const digestOf = (text: string): string =>
  `sha256-${createHash('sha256').update(text).digest('base64')}`

let known: Promise<Script> | undefined

/** Built it lies there as JavaScript; where the sources run as they are, its types are stripped as theirs are. */
function clientScript(): Promise<Script> {
  known ??= readScript()
  return known
}

async function readScript(): Promise<Script> {
  const extension = extname(import.meta.url)
  const source = await readFile(
    new URL(`../html/client/client${extension}`, import.meta.url),
    'utf8',
  )
  const text = extension === '.ts' ? stripTypeScriptTypes(source) : source
  return { text, digest: digestOf(text) }
}
