/** Values that cannot cross: which part of them is to blame. */

const WHOLE = 'the value itself'

const TOO_MUCH = 'structure too deep or too large'

/** Thrown for a value that cannot cross; `path` says where in the value it sits. */
export class Uncrossable extends Error {
  override readonly name = 'Uncrossable'
  readonly type: string
  readonly path: string

  constructor(type: string, path = WHOLE, options?: ErrorOptions) {
    super(`${type} cannot be serialised`, options)
    this.type = type
    this.path = path
  }
}

type Crosses = (part: unknown) => boolean

/** The error for a value whose serialisation failed with `cause`. */
export function blame(value: unknown, cause: unknown, crosses: Crosses): Uncrossable {
  // V8 is at the end of its stack or its buffer, and a search for the place would be as well
  if (cause instanceof RangeError) return new Uncrossable(TOO_MUCH, WHOLE, { cause })
  const { type, path } = offender(value, crosses, '', new Set()) ?? { type: 'value', path: '' }
  return new Uncrossable(type, path === '' ? WHOLE : path, { cause })
}

/** Descends into parts that do not cross by themselves, to one that no part of its own excuses. */
function offender(
  value: unknown,
  crosses: Crosses,
  path: string,
  seen: Set<unknown>,
): { type: string; path: string } | null {
  seen.add(value)
  const bad = partsOf(value).filter(([, part]) => !crosses(part))
  for (const [key, part] of bad) {
    if (seen.has(part)) continue
    const found = offender(part, crosses, `${path}${key}`, seen)
    if (found !== null) return found
  }
  // a value whose bad parts were all seen is only part of a cycle with the one to blame
  return bad.length === 0 ? { type: typeName(value), path } : null
}

function partsOf(value: unknown): [string, unknown][] {
  try {
    return namedParts(value)
  } catch {
    // a getter that throws: the object that has it is to blame
    return []
  }
}

function namedParts(value: unknown): [string, unknown][] {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return []
  if (value instanceof Map) {
    return [...value].flatMap(([key, item], index): [string, unknown][] => [
      [`.keys()[${index}]`, key],
      [`.get(${Object(key) === key ? `keys()[${index}]` : String(key)})`, item],
    ])
  }
  if (value instanceof Set) return [...value].map((item, index) => [`.values()[${index}]`, item])
  const isArray = Array.isArray(value)
  return Object.entries(value).map(([key, item]) => [isArray ? `[${key}]` : `.${key}`, item])
}

function typeName(value: unknown): string {
  if (typeof value !== 'object' || value === null) return typeof value
  const buffer = ArrayBuffer.isView(value) ? value.buffer : value
  if (buffer instanceof SharedArrayBuffer) return 'SharedArrayBuffer'
  if (buffer instanceof ArrayBuffer && buffer.detached) return 'moved ArrayBuffer'
  return Object.getPrototypeOf(value)?.constructor?.name ?? 'object'
}
