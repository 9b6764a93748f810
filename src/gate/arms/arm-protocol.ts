/**
 * What the coordinator and its arms say to each other: JSON, one message a line, over a Unix socket.
 * An arm is one version under test: base, head, or a second copy of base. In each arm two speak: the
 * runner (Vitest's main process) and the provider (the worker that calls the functions).
 */
import * as v from 'valibot'
import type { Picked } from '../model/facts.ts'

export type ArmName = 'base' | 'head' | 'copy'

/** Both sides refuse to talk across versions of this. */
export const PROTOCOL = 4

/** Names the socket, the arm and the password to each process of an arm, as JSON. */
export const GATE_VARIABLE = 'LANEMARK_GATE'

export interface GateAddress {
  socket: string
  arm: ArmName
  token: string
}

const text = v.pipe(v.string(), v.maxLength(100_000))
const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const amount = v.pipe(v.number(), v.finite(), v.minValue(0))

const hello = v.object({
  type: v.literal('hello'),
  role: v.picklist(['runner', 'provider']),
  arm: v.picklist(['base', 'head', 'copy']),
  token: text,
  protocol: v.number(),
})

const message = v.variant('type', [
  hello,
  /** The runner: bench files and the names of their tests, found without running them. */
  v.object({
    type: v.literal('listed'),
    vitest: text,
    /** What the configuration lets pass. */
    acknowledged: v.array(text),
    files: v.array(v.object({ path: text, file: text, tests: v.array(text), source: v.boolean() })),
  }),
  /** The runner: a file was loaded, or failed to. */
  v.object({
    type: v.literal('collected'),
    file: text,
    tests: v.array(v.object({ unit: text, name: text })),
    errors: v.array(text),
  }),
  /** The runner: nothing more comes from this file. */
  v.object({ type: v.literal('closed'), file: text }),
  v.object({ type: v.literal('begun'), unit: text }),
  v.object({
    type: v.literal('tested'),
    unit: text,
    state: v.picklist(['passed', 'failed', 'skipped']),
    error: v.nullable(text),
  }),
  /** The runner: digests of the results that a comparison of modes checked. */
  v.object({ type: v.literal('digests'), unit: text, digests: v.array(text) }),
  v.object({ type: v.literal('finished'), errors: v.array(text) }),
  /** The provider: a group of functions wants to be measured. */
  v.object({
    type: v.literal('offer'),
    unit: text,
    group: count,
    kind: v.picklist(['bench', 'modes']),
    functions: v.array(text),
  }),
  /** The provider: warm. */
  v.object({ type: v.literal('ready') }),
  /**
   * The provider: `mean` and `fastest` are one call's, ms; `took` is the slice's; `digest` is null
   * where the function returned nothing, or not the same twice.
   */
  v.object({
    type: v.literal('slice'),
    mean: amount,
    fastest: amount,
    calls: count,
    took: amount,
    digest: v.nullable(text),
  }),
  v.object({ type: v.literal('failed'), error: text }),
])

export type FromArm = v.InferOutput<typeof message>
export type Hello = v.InferOutput<typeof hello>
/** Which bench files and tests a side has, found without running them. */
export type Listed = Extract<FromArm, { type: 'listed' }>
/** A bench file: `path` from the project's root, `file` as its units begin. */
export type ListedFile = Listed['files'][number]
export type Offer = Extract<FromArm, { type: 'offer' }>

/** Which tests of a file run. */
export interface FileAssignment {
  /** As units begin. */
  file: string
  /** Full names; null: all of them. */
  tests: string[] | null
}

export type ToArm =
  /** To the runner, once: what to do. `order` null: everything. */
  | { type: 'assignment'; task: 'list' | 'run'; picked: Picked; order: FileAssignment[] | null }
  /** To the provider: warm up for so many ms. */
  | { type: 'go'; warmup: number }
  /**
   * Measure the function with this index for `slice` ms, at least one call; on this core, or where
   * the system likes.
   */
  | { type: 'turn'; index: number; slice: number; core: number | null }
  /** The group is done. */
  | { type: 'end' }
  /** The group is not measured. */
  | { type: 'skip' }

export const encode = (sent: FromArm | ToArm): string => `${JSON.stringify(sent)}\n`

/** @returns null for anything that is no message */
export function decode(line: string): FromArm | null {
  try {
    const checked = v.safeParse(message, JSON.parse(line))
    return checked.success ? checked.output : null
  } catch {
    return null
  }
}
