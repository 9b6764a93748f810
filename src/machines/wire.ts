/**
 * What callers and machines say to each other: data alone, serialised by V8 and checked against a schema
 * before anything else is done with it. No code, no path and no environment travels.
 */
import { deserialize, serialize } from 'node:v8'
import * as v from 'valibot'
import { Packing } from '../worker/parcel.ts'
import type { Parcel } from '../worker/parcel.ts'
import { NAME } from './names.ts'
import { copyOf } from '../worker/shared-memory.ts'

const id = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/))
const text = v.pipe(v.string(), v.maxLength(10_000))
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 31))
const bytes = v.custom<Uint8Array>((value) => value instanceof Uint8Array)

const load = v.strictObject({
  bytes,
  /** Memory that threads would share, as copies. */
  shared: v.array(v.strictObject({ id: v.literal(0), bytes })),
  moved: v.pipe(v.array(v.never()), v.length(0)),
  count,
  single: v.boolean(),
  trees: v.array(count),
})

const ms = v.pipe(v.number(), v.finite())
const moments = v.custom<Float64Array>((value) => value instanceof Float64Array)

/** A call that is under way, said by its caller every second, and at its end. */
const beat = v.strictObject({
  kind: v.picklist(['call', 'ended']),
  call: id,
  caller: id,
  /** Hash of the kernel's code, and what its file is called. */
  kernel: v.strictObject({ id, file: text, name: text }),
  /** Ms for a task; null: the machine's own limit. */
  timeout: v.nullable(v.number()),
  retries: count,
  /** Name of the object that holds the context; null: there is none. */
  context: v.nullable(id),
  /** Which machines run it, and on how many workers each; null: all, on all that they have. */
  shares: v.nullable(
    v.pipe(v.array(v.strictObject({ machine: id, workers: count })), v.maxLength(10_000)),
  ),
  /** What of the tasks' times goes back with their results; null: nothing. */
  times: v.nullable(v.picklist(['tasks', 'chunks'])),
})

/** What a machine says of itself. */
const machine = v.strictObject({
  name: v.pipe(v.string(), v.regex(NAME)),
  cores: v.pipe(v.number(), v.minValue(0), v.maxValue(1e6)),
  /** Bytes. */
  memory: v.pipe(v.number(), v.minValue(0), v.maxValue(2 ** 60)),
})

/** To a caller, for the moment alone. */
const notice = v.variant('kind', [
  v.strictObject({
    kind: v.literal('here'),
    machine: id,
    call: id,
    is: machine,
    /** Tasks that it can run at a time; 0: it does not have the kernel. */
    lanes: count,
    /** Hashes of its files of the same name, where it has only others. */
    others: v.pipe(v.array(id), v.maxLength(20)),
  }),
  v.strictObject({ kind: v.literal('started'), machine: id, call: id, chunk: count }),
])

/** What was stored apart, for it was too large. */
const apart = v.strictObject({ object: id })

const chunk = v.strictObject({
  call: id,
  chunk: count,
  inputs: v.union([load, apart]),
})

/** A trip within the machine; moments are ms after it began with the chunk. */
const trip = v.strictObject({
  lane: v.pipe(count, v.maxValue(10_000)),
  pid: count,
  threadId: count,
  /** Of the chunk's tasks: the first one, and how many. */
  first: count,
  count,
  received: ms,
  loaded: ms,
  started: ms,
  ended: ms,
  replied: ms,
  packing: ms,
  user: v.nullable(ms),
  system: v.nullable(ms),
  wait: v.nullable(ms),
  async: v.boolean(),
})

/** When tasks ran; a moment each, ms as above. */
const run = v.strictObject({
  trips: v.pipe(v.array(trip), v.maxLength(100_000)),
  /** Null where only trips were timed. */
  times: v.nullable(v.strictObject({ started: moments, ended: moments })),
})

const failure = v.strictObject({
  position: count,
  finding: v.looseObject({ code: text }),
  /** The kernel's own error, packed; null: there is none. */
  cause: v.nullable(bytes),
})

const outcome = v.strictObject({
  results: load,
  failures: v.array(failure),
  /** Null where the caller has not asked for it. */
  run: v.nullable(run),
})

const result = v.strictObject({
  call: id,
  chunk: count,
  machine: id,
  /** Ms that the chunk's tasks took there. Clocks differ: moments mean nothing elsewhere. */
  took: ms,
  outcome: v.union([outcome, apart]),
})

export const SCHEMAS = { beat, notice, chunk, result, load, outcome } as const
export type WordKind = keyof typeof SCHEMAS
export type Word<Kind extends WordKind> = v.InferOutput<(typeof SCHEMAS)[Kind]>
export type Outcome = Word<'outcome'>

export const encode = <Kind extends WordKind>(_: Kind, word: Word<Kind>): Uint8Array =>
  serialize(word)

/** Null: it is damaged, or none of ours. */
export function decode<Kind extends WordKind>(kind: Kind, data: Uint8Array): Word<Kind> | null {
  try {
    const checked = v.safeParse(SCHEMAS[kind], deserialize(data))
    return checked.success ? checked.output : null
  } catch {
    return null
  }
}

/** Values as a message carries them; memory that threads would share goes along as a copy. */
export function loadOf(packing: Packing): Word<'load'> {
  const { shared, ...parcel } = packing.finish() as Parcel
  const copies = shared.map((memory) => copyOf(memory as SharedArrayBuffer))
  return { ...parcel, moved: [], shared: copies }
}

export const newPacking = (): Packing => new Packing({ shared: false, sized: true })
