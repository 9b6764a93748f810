/** SVG as text: the one place where figures and foreign words become XML. */

declare const svg: unique symbol

/** Well-formed SVG; only `element` and `words` make it, so that no raw text gets in. */
export type Svg = string & { readonly [svg]: true }

/** Attributes by name; what is undefined is left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** What stands between tags. */
export const words = (text: string): Svg =>
  // the last two are no characters of XML
  text.replace(/[&<>\ufffe\uffff]/g, (sign) => ENTITIES[sign] ?? '\ufffd') as Svg

const quoted = (text: string): string => `"${words(text).replaceAll('"', '&quot;')}"`

/**
 * As many decimals as can be seen.
 *
 * @throws {RangeError} when it is no place on a picture: a picture is right or not there at all
 */
export function figure(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`a picture cannot show ${value}`)
  return String(Math.round(value * 100) / 100)
}

export function element(name: string, attributes: Attributes, ...content: readonly Svg[]): Svg {
  const written = Object.entries(attributes).flatMap(([key, value]) => {
    if (value === undefined) return []
    return [` ${key}=${quoted(typeof value === 'number' ? figure(value) : value)}`]
  })
  const start = `<${name}${written.join('')}`
  return (content.length === 0 ? `${start}/>` : `${start}>${content.join('')}</${name}>`) as Svg
}
