/** From the discovery pass: which figures there are, where they exist, and what they cost. Pure. */
import type { Entry, Metric, Presence } from './model/facts.ts'
import type { FigureRecord } from './model/record.ts'
import { sum } from '../stats/mean.ts'
import type { ArmState, TestName } from './block/arm-state.ts'
import type { BlockOutcome } from './block/block.ts'
import type { MeasuredGroup } from './block/block-group.ts'
import { roundsFor } from './block/pairs.ts'
import type { ArmName } from './arms/arm-protocol.ts'
import type { Listed } from './listing.ts'

/** How a group is measured in a block. */
export interface GroupPlan {
  /** By the function's name. */
  rounds: ReadonlyMap<string, number>
  /** Of its rounds, both arms, ms. */
  duration: number
}

export interface Catalogue {
  entries: Entry[]
  /** By the entries' ids; those that were not measured have none. */
  figures: Map<string, FigureRecord>
  /** By unit. */
  tests: ReadonlyMap<string, TestName>
  /** By `groupKey`. */
  plans: Map<string, GroupPlan>
  /** Start-up of a block's two processes, ms. */
  startup: number
  /** Ids whose results differ between base and head. */
  differing: string[]
}

export const groupKey = (unit: string, group: number): string => `${unit}\n${group}`

export interface Discovery {
  outcome: BlockOutcome
  /** What each side lists without running; null where that failed. */
  listed: Record<'base' | 'head', Listed | null>
  /** Units that take no part, for the whole did not fit the time. */
  cut: boolean
  /** Ms. */
  budget: number
  /** Most rounds of a function. */
  rounds: number
}

type Side = 'base' | 'head'

/** Without blocks yet. */
const entryOf = (found: Pick<Entry, 'id' | 'unit' | 'metric' | 'presence' | 'cost'>): Entry => ({
  ...found,
  callTime: 'fastest',
  screen: [],
  test: null,
})

export function catalogue(discovery: Discovery): Catalogue {
  const { outcome } = discovery
  const groups = { base: byKey(outcome, 'base'), head: byKey(outcome, 'head') }
  const keys = [...new Set([...groups.head.keys(), ...groups.base.keys()])]
  const figures = keys.flatMap((key) => figuresOf(groups.head.get(key) ?? groups.base.get(key)!))
  unique(figures)
  const plans = plansOf(keys, groups, discovery.rounds)
  const costs = costsOf(outcome, keys, groups, plans)
  const measured = figures.map((figure): Entry => {
    const presence = presenceOf(figure, groups, discovery)
    const { id, unit, metric } = figure
    return entryOf({ id, unit, metric, presence, cost: costs.get(unit) ?? 0 })
  })
  const known = new Set(figures.map(({ unit }) => unit))
  return {
    entries: [...measured, ...unmeasured(discovery, known), ...removed(discovery)],
    figures: new Map(figures.map((figure) => [figure.id, figure])),
    tests: outcome.arms.head?.units ?? new Map(),
    plans,
    startup: startupOf(outcome),
    differing: differing(figures, groups, outcome),
  }
}

type Groups = Record<Side, Map<string, MeasuredGroup>>

function byKey({ alone }: BlockOutcome, arm: ArmName): Map<string, MeasuredGroup> {
  return new Map((alone[arm] ?? []).map((one) => [groupKey(one.unit, one.group), one]))
}

function figuresOf({ unit, group, kind, functions }: MeasuredGroup): FigureRecord[] {
  const figure = (name: string, metric: Metric): FigureRecord => {
    // a test with one function of its own name needs no second one
    const same = functions.length === 1 && unit.endsWith(` > ${name}`)
    const id = same ? unit : `${unit} > ${name}`
    return { id: metric === 'time' ? id : `${id}, ${metric}`, unit, group, name, metric }
  }
  const speedups = kind === 'modes' ? functions.filter((name) => name !== 'serial') : []
  return [
    ...functions.map((name) => figure(name, 'time')),
    ...speedups.map((name) => figure(name, 'speedup')),
  ]
}

/** The same function twice in one test. */
function unique(figures: FigureRecord[]): void {
  const met = new Map<string, number>()
  for (const figure of figures) {
    const times = (met.get(figure.id) ?? 0) + 1
    met.set(figure.id, times)
    if (times > 1) figure.id = `${figure.id} (${times})`
  }
}

function plansOf(keys: readonly string[], groups: Groups, most: number): Map<string, GroupPlan> {
  return new Map(
    keys.map((key) => {
      const sides = [groups.base.get(key), groups.head.get(key)].filter((one) => one !== undefined)
      const names = [...new Set(sides.flatMap(({ functions }) => functions))]
      const slices = names.map((name) => sides.map((side) => sliceOf(side, name)))
      const counts = slices.map((own) => roundsFor(Math.max(...own), most))
      const durations = slices.map((own, index) => counts[index]! * sum(own))
      const rounds = new Map(names.map((name, index) => [name, counts[index]!]))
      return [key, { rounds, duration: sum(durations) }]
    }),
  )
}

/**
 * Wall time of a function's slice, ms: its shortest turn, for the first ones may be slow for many
 * reasons, and a longer one would cost a benchmark most of its rounds.
 */
function sliceOf({ functions, turns }: MeasuredGroup, name: string): number {
  const turn = turns[functions.indexOf(name)] ?? Infinity
  return Number.isFinite(turn) ? turn : 0
}

function costsOf(
  { arms }: BlockOutcome,
  keys: readonly string[],
  groups: Groups,
  plans: Map<string, GroupPlan>,
): Map<string, Entry['cost']> {
  const costs = new Map<string, Entry['cost']>()
  for (const key of keys) {
    const sides = [groups.base.get(key), groups.head.get(key)].filter((one) => one !== undefined)
    const [{ unit } = { unit: '' }] = sides
    const setup = Math.max(...[arms.base, arms.head].map((state) => state?.setup.get(unit) ?? 0))
    const warmup = Math.max(...sides.map((one) => one.warmup))
    const before = costs.get(unit) ?? setup
    const plan = plans.get(key)
    costs.set(unit, before + warmup + (plan?.duration ?? 0))
  }
  return costs
}

function presenceOf(figure: FigureRecord, groups: Groups, { outcome }: Discovery): Presence {
  const has = (side: Side): boolean =>
    groups[side].get(groupKey(figure.unit, figure.group))?.functions.includes(figure.name) ?? false
  if (has('base') && has('head')) return { state: 'both' }
  if (!has('head')) {
    const error = errorOf(outcome, 'head', figure.unit)
    return error === null ? { state: 'removed' } : { state: 'failed', error }
  }
  const error = errorOf(outcome, 'base', figure.unit)
  return { state: 'new', because: error === null ? 'absent on base' : 'failed on base', error }
}

/** What went wrong with a unit on a side, or null. */
function errorOf({ failures, arms }: BlockOutcome, side: Side, unit: string): string | null {
  const state = arms[side]
  const tested = state?.tested.get(unit)
  // Vitest's own words are clearer: they name things as the file does
  if (tested?.state === 'failed') return tested.error ?? 'it failed'
  const failure = failures.find((one) => one.arm === side && one.unit === unit)
  if (failure !== undefined) return failure.error
  if (tested !== undefined || state?.units.has(unit) === true) return null
  const files = [...(state?.fileErrors ?? [])]
  return files.find(([file]) => isIn(unit, file))?.[1] ?? sideError(state)
}

const isIn = (unit: string, file: string): boolean => unit.startsWith(`${file} > `)

function sideError(state: ArmState | undefined): string | null {
  return state === undefined || state.finished ? null : (state.errors[0] ?? 'the process ended')
}

/** Tests without a measured group that failed, and files that did not load. */
function unmeasured(discovery: Discovery, known: ReadonlySet<string>): Entry[] {
  const { outcome, cut, budget } = discovery
  const head = outcome.arms.head
  const entries: Entry[] = []
  const add = (unit: string, presence: Presence, cost = 0): void => {
    entries.push(entryOf({ id: unit, unit, metric: 'time', presence, cost }))
  }
  for (const unit of new Set([...(head?.units.keys() ?? []), ...unreached(discovery)])) {
    if (known.has(unit)) continue
    const error = errorOf(outcome, 'head', unit)
    if (cut && head?.tested.has(unit) !== true) add(unit, { state: 'both' }, 2 * budget)
    else if (error !== null) add(unit, { state: 'failed', error })
  }
  for (const [file, error] of head?.fileErrors ?? []) {
    const told = [...known].some((unit) => isIn(unit, file))
    if (!told) add(file, { state: 'failed', error })
  }
  return entries
}

/** Tests that are listed but were never met, for the process ended before. */
function unreached({ outcome, listed }: Discovery): string[] {
  const head = outcome.arms.head
  if (head === undefined || head.finished || listed.head === null) return []
  return unitsListed(listed.head).filter((unit) => !head.units.has(unit))
}

const unitsListed = ({ files }: Listed): string[] =>
  files.flatMap(({ file, tests }) => tests.map((test) => `${file} > ${test}`))

/** Tests that base's own bench files had and head's have not, as far as they can be read. */
function removed({ listed }: Discovery): Entry[] {
  if (listed.base === null || listed.head === null) return []
  const left = new Set(unitsListed(listed.head))
  const gone = [...new Set(unitsListed(listed.base))].filter((unit) => !left.has(unit))
  return gone.map((unit) => {
    const presence = { state: 'removed' } as const
    return entryOf({ id: unit, unit, metric: 'time', presence, cost: 0 })
  })
}

function startupOf({ took, alone, arms }: BlockOutcome): number {
  const groups = Object.values(alone).flat()
  const measuring = sum(groups.map(({ took: own }) => own))
  const setups = Math.max(
    ...[arms.base, arms.head].map((state) => sum([...(state?.setup.values() ?? [])])),
  )
  return Math.max(500, took - measuring - setups)
}

function differing(
  figures: readonly FigureRecord[],
  groups: Groups,
  { arms }: BlockOutcome,
): string[] {
  const units = new Set<string>()
  for (const [unit, digests] of arms.head?.digests ?? []) {
    const others = arms.base?.digests.get(unit)
    if (others !== undefined && others.join() !== digests.join()) units.add(unit)
  }
  const differs = ({ unit, group, name, metric }: FigureRecord): boolean => {
    if (metric === 'speedup') return false
    const [base, head] = (['base', 'head'] as const).map((side) => {
      const found = groups[side].get(groupKey(unit, group))
      return found?.digests[side]?.[found.functions.indexOf(name)] ?? null
    })
    return base !== null && head !== null && base !== head
  }
  const ids = figures.filter(differs).map(({ id }) => id)
  return [...units, ...ids]
}
