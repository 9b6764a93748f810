/** Values that cannot cross: which part of them is to blame. */
import { types } from 'node:util'
import { classOf } from '../text/describe.ts'
import { lackOf } from './hidden.ts'
import { namedParts } from './parts.ts'

const WHOLE = 'the value itself'

const TOO_MUCH = 'structure too deep or too large'

interface Details {
  path?: string
  lacks?: string | null
  cause?: unknown
}

/** Thrown for a value that cannot cross; `path` says where in the value it sits. */
export class Uncrossable extends Error {
  override readonly name = 'Uncrossable'
  readonly type: string
  readonly path: string
  /** What a copy would lack; null: nothing that is known of. */
  readonly lacks: string | null

  constructor(type: string, { path = WHOLE, lacks = null, cause }: Details = {}) {
    super(`${type} cannot be serialised`, { cause })
    this.type = type
    this.path = path
    this.lacks = lacks
  }
}

type Crosses = (part: unknown) => boolean

/** The error for a value whose serialisation failed with `cause`. */
export function blame(value: unknown, cause: unknown, crosses: Crosses): Uncrossable {
  // V8 is at the end of its stack or its buffer, and a search for the place would be as well
  if (cause instanceof RangeError) return new Uncrossable(TOO_MUCH, { cause })
  const whole = { part: value, path: '' }
  const { part, path } = offender(whole, crosses, new Set()) ?? whole
  const lacks = lackOf(part)
  return new Uncrossable(typeName(part), { path: path === '' ? WHOLE : path, lacks, cause })
}

interface Place {
  part: unknown
  path: string
}

/** Descends into parts that do not cross by themselves, to one that no part of its own excuses. */
function offender(place: Place, crosses: Crosses, seen: Set<unknown>): Place | null {
  seen.add(place.part)
  // what keeps its state to itself would not cross if all its parts did
  if (lackOf(place.part) !== null) return place
  const bad = namedParts(place.part).filter(([, part]) => !crosses(part))
  for (const [step, part] of bad) {
    if (seen.has(part)) continue
    const found = offender({ part, path: `${place.path}${step}` }, crosses, seen)
    if (found !== null) return found
  }
  // a value whose bad parts were all seen is only part of a cycle with the one to blame
  return bad.length === 0 ? place : null
}

/** Classes that say less about their objects than V8's own tags do. */
const VAGUE = new Set(['object', 'Object', 'Iterator'])

function typeName(value: unknown): string {
  if (typeof value !== 'object' || value === null) return typeof value
  if (types.isProxy(value)) return 'Proxy'
  const buffer = ArrayBuffer.isView(value) ? value.buffer : value
  if (buffer instanceof SharedArrayBuffer) return 'SharedArrayBuffer'
  if (buffer instanceof ArrayBuffer && buffer.detached) return 'moved ArrayBuffer'
  const name = classOf(value)
  return VAGUE.has(name) ? Object.prototype.toString.call(value).slice(8, -1) : name
}
