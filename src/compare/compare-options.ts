/** The options of a comparison, each with its meaning, its default and its check. */
import * as v from 'valibot'
import { FIXED, LOCAL_MODES, SIZED, takesWorkers } from '../modes.ts'
import type { LocalMode, SizedMode } from '../modes.ts'
import type { CaseId, Comparison, Mode, Reference } from '../model.ts'
import { defaultWorkers, invalid, TASK_TIMEOUT } from '../pool-options.ts'
import { check, durationSchema, heapSchema, whole, workersSchema } from '../options.ts'
import { reference } from '../report/schema-references.ts'

/** The first look at the figures comes with so many rounds that had their cores. */
const FIRST_LOOK = 8

/** What a mode with workers may be asked for in `modes`. */
export interface ModeSpec {
  mode: SizedMode
  /** One worker count or several, each of which becomes a case of its own: `[1, 2, 4]`. */
  workers?: number | readonly number[]
  /** Heap limit of each worker in MiB. */
  heap?: number
}

/** Workers of other machines, whose own program is `lanemark worker`. */
export interface MachinesSpec {
  mode: 'machines'
  /** Such as `nats://10.0.0.1:4222`. */
  servers: string | string[]
  /** As with other modes; by default all that the machines have. */
  workers?: number | readonly number[]
  /** As `machines` takes them: `group`, `prefix`, `patience`, and what the NATS client takes. */
  [option: string]: unknown
}

/** What a comparison that ran its inputs whole has given. */
export type WholeResult = Pick<Comparison, 'name' | 'cases'> & { results: readonly unknown[] }

export interface CompareOptions<Context = unknown> {
  /**
   * What to compare. Serial is always measured, for the others are compared with it; `auto` where it is
   * asked for.
   * @default ['serial', 'concurrent', 'threads', 'processes']
   */
  modes?: readonly (LocalMode | ModeSpec | MachinesSpec)[]
  /**
   * Workers of each pool that does not say its own.
   * @default the cores available to this process
   */
  workers?: number
  /**
   * Milliseconds for the counted rounds of this comparison. Rounds end early, from eight on, once each
   * mode is told from serial or surely within 5 % of it, and its speedup is known within a tenth. They
   * go on beyond the budget while one is not, or while the machine held its cores back in too many of
   * them: up to three times the budget.
   * @default 10_000
   */
  budget?: number
  /**
   * Exactly so many rounds, whatever they take and whatever they show. From six on there are
   * intervals. `{ least: 12 }`: as without, but no look at the figures before so many count.
   * @default as many as it takes, see `budget`; as many as fit into the budget, and one at
   * the least, where even three times the budget would give no interval
   */
  rounds?: number | { least: number }
  /**
   * Milliseconds that one task may take.
   * @default 300_000
   */
  timeout?: number
  /**
   * Whether two results count as equal.
   * @default deep and exact equality
   */
  equals?: (actual: never, expected: never) => boolean
  /** Given once to each worker, and to the kernel as its second argument; see `MapOptions`. */
  context?: Context
  /** The dearest inputs start first, in every mode; see `MapOptions`. */
  cost?: (input: never) => number
  /**
   * Into how many parts each input is divided, of a kernel whose module exports `split` and `merge`: calls
   * are then parts in all modes, and serial runs the inputs whole as well, in turn with the others. Where
   * that takes too long: the result of a comparison of these inputs that ran them whole.
   * @default inputs are left whole
   */
  divide?: number | { parts: number; whole: WholeResult }
  /** Figures from elsewhere that the report sets beside the measured ones. */
  references?: readonly Reference[]
  /**
   * A comparison of the same bench file that takes too long to be repeated: this one has the same work
   * on a smaller scale, input by input, and the page's answer rests on its intervals.
   */
  repeats?: Comparison
  /** What readers have to know of it, sentence by sentence. */
  notes?: readonly string[]
}

/** A mode of this machine, */
export interface LocalCase extends CaseId {
  mode: LocalMode
  heap: number | null
}

/** or of others: by how many workers it is called at first nobody knows where none were asked for. */
export interface RemoteCase extends CaseId {
  mode: 'machines'
  /** Workers that were asked for; null: all. */
  asked: number | null
  /** The options of `machines`. */
  options: Record<string, unknown> & Pick<MachinesSpec, 'servers'>
}

/** The options of a comparison with everything decided. */
export interface ResolvedCompare {
  cases: (LocalCase | RemoteCase)[]
  budget: number
  /** Exactly so many; null: as many as it takes. */
  rounds: number | null
  /** Rounds that count before the figures are looked at. */
  least: number
  timeout: number
  equals: ((actual: unknown, expected: unknown) => boolean) | null
  /** Undefined: none. */
  context: unknown
  cost: ((input: unknown) => number) | null
  /** Null: inputs are left whole. */
  divide: { parts: number; whole: WholeResult | null } | null
  references: Reference[]
  repeats: Comparison | null
  notes: string[]
}

const quoted = (mode: Mode): string => `\`${mode}\``

const countsOf = <Schema extends typeof workersSchema>(count: Schema) =>
  v.union([count, v.pipe(v.array(count), v.nonEmpty())])

const specSchema = v.strictObject({
  mode: v.picklist(SIZED, [...SIZED, 'machines' as const].map(quoted).join(' or ')),
  workers: v.optional(countsOf(workersSchema)),
  heap: v.optional(heapSchema),
})

const SERVERS = 'the address of a NATS server, or several'

const machinesSchema = v.looseObject({
  mode: v.literal('machines'),
  servers: v.union([v.string(), v.array(v.string())], SERVERS),
  workers: v.optional(countsOf(whole(1, 1e6))),
})

const isMachines = (spec: unknown): boolean =>
  typeof spec === 'object' && spec !== null && 'mode' in spec && spec.mode === 'machines'

const modeSchema = v.picklist(LOCAL_MODES, `one of ${LOCAL_MODES.map(quoted).join(', ')}`)

const partsSchema = whole(2, 2 ** 20)

const compareSchema = v.strictObject({
  modes: v.optional(
    v.array(
      v.lazy((mode) => {
        if (typeof mode !== 'object') return modeSchema
        return isMachines(mode) ? machinesSchema : specSchema
      }),
      'an array of modes',
    ),
  ),
  workers: v.optional(workersSchema),
  budget: v.optional(durationSchema),
  rounds: v.optional(
    v.lazy((rounds) =>
      typeof rounds === 'object' ? v.strictObject({ least: whole(1, 10_000) }) : whole(1, 10_000),
    ),
  ),
  timeout: v.optional(durationSchema),
  equals: v.optional(v.function('a function of two results')),
  context: v.optional(v.any()),
  cost: v.optional(v.function('a function that gives a number for an input')),
  divide: v.optional(
    v.lazy((divide) =>
      typeof divide === 'object'
        ? v.strictObject({
            parts: partsSchema,
            whole: v.looseObject({
              name: v.string(),
              results: v.array(v.any()),
              cases: v.array(v.any()),
            }),
          })
        : partsSchema,
    ),
  ),
  references: v.optional(v.array(reference, 'an array of references')),
  repeats: v.optional(
    v.looseObject({ name: v.string(), tasks: v.array(v.any()), cases: v.array(v.any()) }),
  ),
  notes: v.optional(v.array(v.string(), 'an array of sentences')),
})

/** @throws {LanemarkError} `option-invalid` */
export function resolveCompare(options: CompareOptions): ResolvedCompare {
  const checked = check(compareSchema, options)
  const { rounds } = checked
  return {
    cases: casesOf(checked.modes ?? FIXED, checked.workers ?? defaultWorkers()),
    budget: checked.budget ?? 10_000,
    rounds: typeof rounds === 'number' ? rounds : null,
    least: typeof rounds === 'object' ? Math.max(rounds.least, FIRST_LOOK) : FIRST_LOOK,
    timeout: checked.timeout ?? TASK_TIMEOUT,
    equals: (options.equals ?? null) as ResolvedCompare['equals'],
    context: options.context,
    cost: (options.cost ?? null) as ResolvedCompare['cost'],
    divide: divisionOf(options.divide),
    references: [...(options.references ?? [])],
    repeats: options.repeats ?? null,
    notes: [...(options.notes ?? [])],
  }
}

function divisionOf(divide: CompareOptions['divide']): ResolvedCompare['divide'] {
  if (divide === undefined) return null
  return typeof divide === 'number' ? { parts: divide, whole: null } : divide
}

type LocalSpec = v.InferOutput<typeof specSchema>

function localCases(spec: { mode: LocalMode } | LocalSpec, workers: number): LocalCase[] {
  const { mode } = spec
  if (!takesWorkers(spec)) return [{ label: mode, mode, workers: 1, heap: null }]
  const heap = 'heap' in spec ? (spec.heap ?? null) : null
  const asked = 'workers' in spec ? (spec.workers ?? workers) : workers
  return eachCount(mode, asked, (label, count) => ({ label, mode, workers: count, heap }))
}

function remoteCases(spec: v.InferOutput<typeof machinesSchema>): RemoteCase[] {
  const { mode, workers, ...options } = spec
  if (workers === undefined) return [{ label: mode, mode, workers: 1, asked: null, options }]
  return eachCount(mode, workers, (label, count) => ({
    label,
    mode,
    workers: count,
    asked: count,
    options,
  }))
}

function eachCount<Case>(
  mode: Mode,
  asked: number | readonly number[],
  caseOf: (label: string, count: number) => Case,
): Case[] {
  const counts = typeof asked === 'number' ? [asked] : asked
  return counts.map((count) => caseOf(counts.length === 1 ? mode : `${mode} x${count}`, count))
}

/** Serial first, then the modes as they were asked for, each worker count a case of its own. */
function casesOf(
  modes: readonly (LocalMode | LocalSpec | v.InferOutput<typeof machinesSchema>)[],
  workers: number,
): ResolvedCompare['cases'] {
  const specs = modes.map((mode) => (typeof mode === 'string' ? { mode } : mode))
  const cases = specs.flatMap((spec): ResolvedCompare['cases'] =>
    spec.mode === 'machines' ? remoteCases(spec) : localCases(spec, workers),
  )
  const labels = cases.map(({ label }) => label)
  const twice = labels.find((label, index) => labels.indexOf(label) !== index)
  if (twice !== undefined) invalid('modes', `"${twice}" twice`, 'each mode and worker count once')
  const others = cases.filter(({ mode }) => mode !== 'serial')
  if (others.length === 0) invalid('modes', 'serial alone', 'at least one mode besides `serial`')
  return [{ label: 'serial', mode: 'serial', workers: 1, heap: null }, ...others]
}
