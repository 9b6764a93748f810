/** As much of an XML reader as the tests need: it throws where a browser would. */

const TAG = /^<(\/?)([a-zA-Z][\w:-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/
const ENTITY = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i

export interface Element {
  name: string
  attributes: Record<string, string>
  /** Where its groups and itself have moved it, px. */
  x: number
  y: number
  /** Its own text, without that of its children. */
  text: string
}

const attributesOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  )

function checkText(text: string): void {
  if (ENTITY.test(text) || /[<>]/.test(text)) throw new Error(`raw sign in ${text}`)
}

/** All elements in their order; throws on what is not well-formed. */
export function parseXml(xml: string): Element[] {
  // oxlint-disable-next-line no-control-regex -- these are what must not be there
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(xml) || !xml.isWellFormed()) {
    throw new Error('a character that XML does not know')
  }
  const elements: Element[] = []
  const open: Element[] = []
  let rest = xml.trim()
  while (rest !== '') {
    const [, text = ''] = /^([^<]*)/.exec(rest) ?? []
    checkText(text)
    const inside = open.at(-1)
    if (inside !== undefined) inside.text += text
    else if (text.trim() !== '') throw new Error(`text outside: ${text}`)
    rest = rest.slice(text.length)
    if (rest === '') break
    const tag = TAG.exec(rest)
    if (tag === null) throw new Error(`no tag: ${rest.slice(0, 60)}`)
    rest = rest.slice(tag[0].length)
    step(tag, open, elements)
  }
  if (open.length > 0) throw new Error(`not closed: ${open.at(-1)?.name}`)
  return elements
}

function step(tag: RegExpExecArray, open: Element[], elements: Element[]): void {
  const [, close, name = '', attributes = '', empty] = tag
  if (close === '/') {
    if (open.pop()?.name !== name) throw new Error(`</${name}> closes nothing`)
    return
  }
  const own = attributesOf(attributes)
  const [, x = '0', y = '0'] = /translate\((-?[\d.]+),(-?[\d.]+)/.exec(own['transform'] ?? '') ?? []
  const parent = open.at(-1)
  const at = { x: (parent?.x ?? 0) + Number(x), y: (parent?.y ?? 0) + Number(y) }
  const element = { name, attributes: own, ...at, text: '' }
  elements.push(element)
  if (empty !== '/') open.push(element)
}
