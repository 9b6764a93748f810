/** Where a benchmark exists, and what went wrong where it does not. Pure. */
import type { Picked, Presence } from './model/facts.ts'
import type { FigureRecord } from './model/record.ts'
import type { ArmState } from './block/arm-state.ts'
import type { BlockOutcome } from './block/block.ts'
import { groupKey } from './block/block-group.ts'
import type { MeasuredGroup } from './block/block-group.ts'
import type { Listed } from './arms/arm-protocol.ts'
import { fileOf } from './own-files.ts'
import { isPicked } from './picked.ts'

/** What the discovery pass met. */
export interface Discovery {
  outcome: BlockOutcome
  /** Base by its own bench files, where they differ from head's; null where none do. */
  own: BlockOutcome | null
  /** What each side lists without running; null where that failed. */
  listed: Record<'base' | 'head', Listed | null>
  /** Units that take no part, for the whole did not fit the time. */
  cut: boolean
  /** What was asked for: Vitest names the other tests of a file too, as skipped. */
  picked: Picked
  /** Ms. */
  budget: number
  /** Most rounds of a function. */
  rounds: number
  /** Of a block's processes, ms. */
  startup: number
}

type Side = 'base' | 'head'

/** Groups by `groupKey`: as the blocks will run, and by base's own bench files. */
type Found = Record<Side | 'own', ReadonlyMap<string, MeasuredGroup>>

export function presenceOf(figure: FigureRecord, found: Found, discovery: Discovery): Presence {
  const { unit, group, name } = figure
  const has = (side: keyof Found): boolean =>
    found[side].get(groupKey(unit, group))?.functions.includes(name) ?? false
  const onBase = has('base') || has('own')
  if (!has('head')) {
    const absence = absenceOf(unit, onBase, discovery)
    const measuresElse = [...found.head.values()].some((one) => one.unit === unit)
    return absence.state === 'removed' && measuresElse ? GONE : absence
  }
  if (has('base')) return { state: 'both' }
  const error = errorOf(discovery.outcome, 'base', unit)
  if (onBase || (error !== null && isOfBase(unit, discovery))) {
    return { state: 'uncompared', error: error ?? 'it measured nothing there' }
  }
  return { state: 'new', because: error === null ? 'absent on base' : 'failed on base', error }
}

const GONE: Presence = { state: 'removed', because: 'gone' }

/** @param onBase whether base measures it */
function absenceOf(unit: string, onBase: boolean, discovery: Discovery): Presence {
  const { outcome } = discovery
  const { head } = outcome.arms
  const error = errorOf(outcome, 'head', unit)
  if (error !== null) {
    return { state: 'failed', error, base: onBase || isOfBase(unit, discovery) }
  }
  const onBaseError = errorOf(outcome, 'base', unit)
  if (onBaseError !== null && head?.passedOver.has(unit) === true) {
    return { state: 'uncompared', error: onBaseError }
  }
  const state = head?.tested.get(unit)?.state
  if (state === undefined) return GONE
  return { state: 'removed', because: state === 'skipped' ? 'skipped' : 'measures nothing' }
}

/** Whether base has the test by its own bench files, though nothing was measured in it. */
function isOfBase(unit: string, { outcome, own, listed }: Discovery): boolean {
  const { base } = outcome.arms
  if (base?.passedOver.has(unit) === true) return true
  const kept = own?.arms.base
  const file = fileOf(unit)
  if (kept?.knows(file) === true) return errorIn(own, 'base', unit) !== null
  // where base cannot even be listed, nobody knows what it has
  return listed.base === null || listed.base.files.some((one) => one.file === file)
}

const errorIn = (outcome: BlockOutcome | null, side: Side, unit: string): string | null =>
  outcome === null ? null : errorOf(outcome, side, unit)

/** What went wrong with a unit on a side, or null. */
function errorOf({ failures, arms }: BlockOutcome, side: Side, unit: string): string | null {
  const state = arms[side]
  const tested = state?.tested.get(unit)
  // Vitest's own words are clearer: they name things as the file does
  if (tested?.state === 'failed') return tested.error ?? 'it failed'
  const failure = failures.find((one) => one.arm === side && one.unit === unit)
  if (failure !== undefined) return failure.error
  if (tested !== undefined || state?.units.has(unit) === true) return null
  return state?.fileErrors.get(fileOf(unit)) ?? sideError(state)
}

function sideError(state: ArmState | undefined): string | null {
  return state === undefined || state.finished ? null : (state.errors[0] ?? 'the process ended')
}

export interface Unmeasured {
  unit: string
  presence: Presence
  /** The time was over before it came to it. */
  late: boolean
}

/**
 * Tests without a measured group in which a benchmark is missed: they failed, on head or by base's own
 * files, or were not reached; and files that did not load.
 *
 * @param known units of which something was measured
 */
export function unmeasuredUnits(discovery: Discovery, known: ReadonlySet<string>): Unmeasured[] {
  const { outcome, own, cut, picked } = discovery
  const { head } = outcome.arms
  const found = new Map<string, Unmeasured>()
  const add = (unit: string, presence: Presence, late = false): void => {
    if (!known.has(unit) && !found.has(unit)) found.set(unit, { unit, presence, late })
  }
  for (const unit of new Set([...(head?.units.keys() ?? []), ...unreached(discovery)])) {
    if (!isPicked(unit, picked)) continue
    if (cut && head?.tested.has(unit) !== true) add(unit, { state: 'both' }, true)
    else if (isMissed(unit, discovery)) add(unit, absenceOf(unit, false, discovery))
  }
  for (const { unit, error } of [...failuresOn(own), ...failuresOn(outcome)]) {
    if (head?.units.has(unit) !== true) add(unit, { state: 'uncompared', error })
  }
  const isTold = (file: string): boolean =>
    [...known, ...found.keys()].some((unit) => fileOf(unit) === file)
  for (const [file, error] of head?.fileErrors ?? []) {
    if (!isTold(file)) add(file, { state: 'failed', error, base: isOfBase(file, discovery) })
  }
  for (const [file, error] of own?.arms.base?.fileErrors ?? []) {
    if (!isTold(file)) add(file, { state: 'uncompared', error })
  }
  return [...found.values()]
}

/** Whether head's test should have measured something, as far as anybody can tell. */
const isMissed = (unit: string, { outcome }: Discovery): boolean =>
  errorOf(outcome, 'head', unit) !== null || outcome.arms.head?.passedOver.has(unit) === true

/** Tests that base met, and that failed there. */
function failuresOn(outcome: BlockOutcome | null): { unit: string; error: string }[] {
  return [...(outcome?.arms.base?.units.keys() ?? [])].flatMap((unit) => {
    const error = errorIn(outcome, 'base', unit)
    return error === null ? [] : [{ unit, error }]
  })
}

/** Tests that are listed but were never met, for the process ended before. */
function unreached({ outcome, listed }: Discovery): string[] {
  const { head } = outcome.arms
  if (head === undefined || head.finished || listed.head === null) return []
  return unitsListed(listed.head).filter((unit) => !head.units.has(unit))
}

const unitsListed = ({ files }: Listed): string[] =>
  files.flatMap(({ file, tests }) => tests.map((test) => `${file} > ${test}`))
