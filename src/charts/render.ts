/** From a specification to an SVG that stands alone. */
import type { TopLevelSpec } from 'vega-lite'
import { STYLE } from './theme.ts'

export interface Drawable {
  title: string
  alt: string
  spec: TopLevelSpec
}

/** Everything to draw is in the specification: whatever else is asked for is refused. */
const refuse = (): Promise<never> => Promise.reject(new Error('pictures load nothing'))
const LOADER = { load: refuse, sanitize: refuse, http: refuse, file: refuse }

/** Takes a complaint of Vega's: pictures are right or not there at all. */
function complain(...messages: readonly unknown[]): never {
  throw new Error(`a picture could not be drawn: ${messages.map(String).join(' ')}`)
}

const LOGGER = {
  level: () => LOGGER,
  error: complain,
  warn: complain,
  info: () => LOGGER,
  debug: () => LOGGER,
}

/** Draws a picture; the same data give the same bytes. */
export async function renderSvg({ title, alt, spec }: Drawable): Promise<string> {
  // only here: loading Vega takes longer than drawing
  const [{ compile }, { View, parse }] = await Promise.all([import('vega-lite'), import('vega')])
  const vega = compile(spec, { logger: LOGGER }).spec
  const view = new View(parse(vega), { renderer: 'none', loader: LOADER, logger: LOGGER })
  try {
    return finish(await view.toSVG(), title, alt)
  } finally {
    view.finalize()
  }
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign)

/** Names it, adds the style sheet, and leaves out what shows nothing. */
function finish(svg: string, title: string, alt: string): string {
  const [, size = ''] = /^<svg [^>]*?(width=[^>]*)>/.exec(svg) ?? []
  const head = `<svg xmlns="http://www.w3.org/2000/svg" role="img" ${size}>`
  const about = `<title>${escaped(title)}</title><desc>${escaped(alt)}</desc>`
  const body = svg.replace(/^<svg [^>]*>/, '').replace(/<[^>]+>/g, lean)
  return `${head}${about}<style>${STYLE}</style>${body}\n`.replace(
    /<path d="(M0,0h0v0h0Z)?"( display="none")?\/>/g,
    '',
  )
}

/** A tag without names for Vega's own use, and with as many decimals as can be seen. */
function lean(tag: string): string {
  return tag
    .replace(/ (class|role|aria-[a-z]+|pointer-events|font-family)="[^"]*"/g, '')
    .replace(/ (opacity="1"|stroke-dasharray="1,0"|transform="translate\(0,0\)")/g, '')
    .replace(/-?\d*\.\d{3,}(e-\d+)?/g, (figure) => String(Math.round(Number(figure) * 100) / 100))
}
