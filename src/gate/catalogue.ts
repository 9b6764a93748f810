/** From the discovery pass: which figures there are, where they exist, and what they cost. Pure. */
import type { Entry, Metric } from './model/facts.ts'
import type { FigureRecord } from './model/record.ts'
import { sum } from '../stats/mean.ts'
import type { TestName } from './block/arm-state.ts'
import type { BlockOutcome } from './block/block.ts'
import { groupKey } from './block/block-group.ts'
import type { MeasuredGroup } from './block/block-group.ts'
import { roundsFor } from './block/pairs.ts'
import type { ArmName } from './arms/arm-protocol.ts'
import { presenceOf, unmeasuredUnits } from './presence.ts'
import type { Discovery } from './presence.ts'

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
  const own = discovery.own === null ? new Map<string, never>() : byKey(discovery.own, 'base')
  const sides = [groups.head, groups.base, own]
  const keys = [...new Set(sides.flatMap((side) => [...side.keys()]))]
  const figures = keys.flatMap((key) => figuresOf(sides.flatMap((side) => side.get(key) ?? [])))
  unique(figures)
  const plans = plansOf(keys, groups, discovery.rounds)
  const costs = costsOf(outcome, keys, groups, plans)
  const measured = figures.map((figure): Entry => {
    const presence = presenceOf(figure, { ...groups, own }, discovery)
    const { id, unit, metric } = figure
    return entryOf({ id, unit, metric, presence, cost: costs.get(unit) ?? 0 })
  })
  const known = new Set(figures.map(({ unit }) => unit))
  return {
    entries: [...measured, ...unmeasured(discovery, known)],
    figures: new Map(figures.map((figure) => [figure.id, figure])),
    tests: outcome.arms.head?.units ?? new Map(),
    plans,
    startup: discovery.startup,
    differing: differing(figures, groups, outcome),
  }
}

/** By `groupKey`. */
type Groups = Record<Side, Map<string, MeasuredGroup>>

function byKey({ alone }: BlockOutcome, arm: ArmName): Map<string, MeasuredGroup> {
  return new Map((alone[arm] ?? []).map((one) => [groupKey(one.unit, one.group), one]))
}

/** @param sides the same group, on each side that has it: at least one */
function figuresOf(sides: readonly MeasuredGroup[]): FigureRecord[] {
  const [{ unit, group, kind } = { unit: '', group: 0, kind: 'bench' as const }] = sides
  const functions = [...new Set(sides.flatMap((side) => side.functions))]
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

/** From what is waited for to what measures: the rest of a block's time. */
export function startupOf({ took, wasted, alone, groups, arms }: BlockOutcome): number {
  const measuring = sum([...groups, ...Object.values(alone).flat()].map((group) => group.took))
  const setups = Math.max(
    0,
    ...[arms.base, arms.head].map((state) => sum([...(state?.setup.values() ?? [])])),
  )
  return Math.max(500, took - wasted - measuring - setups)
}

/** Tests without a measured group, as far as a benchmark is missed in them. */
function unmeasured(discovery: Discovery, known: ReadonlySet<string>): Entry[] {
  return unmeasuredUnits(discovery, known).map(({ unit, presence, late }) =>
    entryOf({ id: unit, unit, metric: 'time', presence, cost: late ? 2 * discovery.budget : 0 }),
  )
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
