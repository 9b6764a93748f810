/** The plugin in the text of a Vitest configuration, where that is safe to put. Pure. */

/** As much of a syntax tree's node as is looked at. */
export interface SyntaxNode {
  type: string
  start: number
  end: number
}

type Nodes<Key extends string> = SyntaxNode & Record<Key, SyntaxNode[]>
type Inner<Key extends string> = SyntaxNode & Record<Key, SyntaxNode>

/** @throws where the text is not of the language */
export type Parse = (text: string) => { body: readonly SyntaxNode[] }

export const IMPORT = "import { lanemark } from 'lanemark/vitest'"
export const PLUGIN = 'plugins: [lanemark()]'

/** Another text with the same meaning, but for the plugin; the same text: it is there; null: by hand. */
export function withPlugin(text: string, parse: Parse): string | null {
  if (/from ['"]lanemark\/vitest['"]/.test(text)) return text
  const body = parsed(text, parse)
  const config = body === null ? null : configOf(body)
  const place = config === null ? null : placeIn(config, text)
  const [first] = body ?? []
  if (place === null || first === undefined) return null
  const edited = text.slice(0, place.at) + place.insert + text.slice(place.at)
  return edited.slice(0, first.start) + importLike(first, text) + edited.slice(first.start)
}

function parsed(text: string, parse: Parse): readonly SyntaxNode[] | null {
  try {
    return parse(text).body
  } catch {
    // Vitest will say what is wrong with it
    return null
  }
}

/** The object of `export default {…}` or `export default defineConfig({…})`. */
function configOf(body: readonly SyntaxNode[]): Nodes<'properties'> | null {
  const exported = body.find(({ type }) => type === 'ExportDefaultDeclaration')
  const value = exported && bare((exported as Inner<'declaration'>).declaration)
  if (value === undefined) return null
  const [argument] =
    value.type === 'CallExpression' && isDefine(value) ? argumentsOf(value) : [value]
  const config = argument && bare(argument)
  return config?.type === 'ObjectExpression' ? (config as Nodes<'properties'>) : null
}

/** Without `satisfies …` and `as …`. */
const bare = (node: SyntaxNode): SyntaxNode =>
  node.type.startsWith('TS') && 'expression' in node
    ? bare((node as Inner<'expression'>).expression)
    : node

const argumentsOf = (call: SyntaxNode): SyntaxNode[] => (call as Nodes<'arguments'>).arguments

const isDefine = (call: SyntaxNode): boolean =>
  ['defineConfig', 'defineProject'].includes(nameOf((call as Inner<'callee'>).callee))

const nameOf = (node: SyntaxNode): string =>
  'name' in node ? String(node.name) : 'value' in node ? String(node.value) : ''

interface Place {
  at: number
  insert: string
}

function placeIn(config: Nodes<'properties'>, text: string): Place | null {
  // what is spread or computed may be plugins, and projects do not take over the root's
  if (!config.properties.every(isPlain)) return null
  const tests = propertyOf(config, 'test')
  if (tests?.type === 'ObjectExpression' && propertyOf(tests as Nodes<'properties'>, 'projects'))
    return null
  const plugins = propertyOf(config, 'plugins')
  if (plugins === undefined) return asProperty(config, text)
  if (plugins.type !== 'ArrayExpression') return null
  const others = (plugins as Nodes<'elements'>).elements.length > 0
  return { at: plugins.start + 1, insert: others ? 'lanemark(), ' : 'lanemark()' }
}

const isPlain = (property: SyntaxNode): boolean =>
  property.type === 'Property' && 'computed' in property && property.computed === false

function propertyOf(object: Nodes<'properties'>, name: string): SyntaxNode | undefined {
  const properties = object.properties.filter(({ type }) => type === 'Property')
  const found = properties.find((one) => nameOf((one as Inner<'key'>).key) === name)
  return found && bare((found as Inner<'value'>).value)
}

/** The first property, on a line of its own where the others are. */
function asProperty({ start, properties }: Nodes<'properties'>, text: string): Place {
  const [first] = properties
  const before = first === undefined ? ' ' : text.slice(start + 1, first.start)
  const space = /^\s+$/.test(before) ? before : ' '
  return { at: start + 1, insert: `${space}${PLUGIN}${first === undefined ? ' ' : ','}` }
}

/** In the style of the first line of code. */
function importLike(first: SyntaxNode, text: string): string {
  const line = text.slice(first.start, first.end)
  const quoted = line.includes('"') ? IMPORT.replaceAll("'", '"') : IMPORT
  const end = text.includes('\r\n') ? '\r\n' : '\n'
  return `${quoted}${line.endsWith(';') ? ';' : ''}${end}`
}
