/** One side measured by itself: a discovery pass, then blocks of a fresh process each. */
import { availableCores } from '../../system/cores.ts'
import { openCapacityMeter } from '../../measure/capacity-meter.ts'
import type { CapacityMeter } from '../../measure/capacity-meter.ts'
import type { BlockFacts } from '../model/baseline.ts'
import type { DropReason, GateRules } from '../model/facts.ts'
import type { FigureRecord } from '../model/record.ts'
import type { Limits } from '../model/plans.ts'
import { seededRandom, shuffle } from '../../stats/random.ts'
import type { BlockPlan } from '../decide/stored/stored-plan.ts'
import { dropReason } from '../decide/drop.ts'
import type { Conditions } from '../decide/drop.ts'
import { figureValue } from '../decide/figure-value.ts'
import { assign } from '../block/assign.ts'
import { short } from '../block/block-record.ts'
import { runBlock } from '../block/block.ts'
import type { BlockOutcome, BlockSettings } from '../block/block.ts'
import { catalogue, startupOf } from '../catalogue.ts'
import { groupKey } from '../block/block-group.ts'
import type { Catalogue } from '../catalogue.ts'
import { onceKnown, PLANNED } from '../deadlines.ts'
import { nothingFound, onceEach } from '../discovery.ts'
import { wantsAllCores } from '../block/block-group.ts'
import type { MeasuredGroup } from '../block/block-group.ts'
import type { GateProgress } from '../../system/progress.ts'
import { watchStolen } from '../machine/stolen.ts'
import type { HeadSettings } from '../model/settings.ts'
import { openCalibration } from '../machine/calibration.ts'
import type { HeadSide } from './workspace.ts'

export interface HeadInput {
  settings: HeadSettings
  side: HeadSide
  /** Puts something beside the discovery pass, for the catalogue to compare with. */
  beside: (outcome: BlockOutcome, cut: boolean) => BlockOutcome
  /** What is measured, from what was found; may throw to end the run. */
  plan: (found: Catalogue, limits: Limits) => BlockPlan
  /** Whether the fewest blocks are measured even where they take longer than the budget. */
  insist: boolean
  progress: GateProgress
  signal: AbortSignal
}

/** Ms a call or the speedup over serial, or why the block does not count. */
export type BlockValue = number | DropReason

export interface HeadOutcome {
  found: Catalogue
  discovery: BlockOutcome
  plan: BlockPlan
  /** By the figures' ids a value for each block. */
  values: Map<string, BlockValue[]>
  blocks: BlockFacts[]
  /** Ms. */
  took: number
  /** Whether the budget ended it before its plan. */
  stopped: boolean
}

export async function measureHead(input: HeadInput): Promise<HeadOutcome> {
  const cores = Math.max(1, Math.min(2, Math.floor(availableCores())))
  const meter = await openCapacityMeter(cores)
  try {
    return await measure(input, meter)
  } finally {
    await meter.close()
    input.progress.clear()
  }
}

async function measure(input: HeadInput, meter: CapacityMeter): Promise<HeadOutcome> {
  const { settings, progress, insist } = input
  const { budget, seed, blocks: limits } = settings
  const begun = performance.now()
  const elapsed = (): number => performance.now() - begun
  const left = (): number => Math.max(0, budget - elapsed())
  progress.show('discovery: each benchmark once', budget)
  const { found, discovery } = await discover(input, elapsed)
  const plan = input.plan(found, {
    startup: found.startup,
    budget: PLANNED * budget - elapsed(),
  })
  const calibration = openCalibration()
  const random = seededRandom(seed)
  const figures = [...found.figures.values()].filter(({ unit }) => plan.included.includes(unit))
  const values = new Map(figures.map(({ id }): [string, BlockValue[]] => [id, []]))
  const blocks: BlockFacts[] = []
  const planned = plan.duration / Math.max(1, plan.blocks)
  const planOf = (unit: string, group: number) => found.plans.get(groupKey(unit, group))
  const late = (): boolean => elapsed() + planned > budget
  for (let block = 0; block < plan.blocks; block += 1) {
    if (late() && !(insist && block < limits.least)) break
    const label = `block ${block + 1} of ${plan.blocks}`
    progress.show(label, left())
    const reading = await meter.measure()
    const capacity = { delivered: short(reading.capacity), of: meter.workers }
    calibration.run()
    const stolen = watchStolen()
    const units = shuffle(plan.included, random).map((unit) => ({ unit }))
    const outcome = await runBlock({
      ...common(input, seed + 1 + block),
      ...onceKnown(found.entries),
      order: { head: assign(units, found.tests) },
      rounds: (unit, group, name) => planOf(unit, group)?.rounds.get(name) ?? 1,
      enough: (unit, group) => 2000 + 3 * (planOf(unit, group)?.duration ?? 0),
      limit: null,
      files: null,
      progress: (unit) => progress.show(`${label}: ${unit}`, left()),
    })
    const share = stolen()
    calibration.run()
    const groups = outcome.alone.head ?? []
    const conditions = { capacity, stolen: share === null ? null : short(Math.max(0, share)) }
    for (const figure of figures) {
      values.get(figure.id)?.push(valueIn(groups, figure, conditions, settings.rules))
    }
    blocks.push({
      took: Math.round(outcome.took),
      ...conditions,
      calibration: roundedOff(calibration.tell()),
    })
  }
  const stopped = blocks.length < plan.blocks
  return { found, discovery, plan, values, blocks, took: elapsed(), stopped }
}

async function discover(input: HeadInput, elapsed: () => number) {
  const { settings, side, progress } = input
  const { budget, pace, seed, picked } = settings
  const alone = await runBlock({
    ...common(input, seed),
    ...onceEach(budget),
    files: { head: side.listed.files.map(({ file }) => file) },
    progress: (unit) => progress.show(`discovery: ${unit}`, budget - elapsed()),
  })
  const cut = elapsed() >= budget
  const outcome = input.beside(alone, cut)
  const listed = { base: null, head: side.listed }
  const startup = startupOf(alone)
  const { rounds } = pace
  const found = catalogue({ outcome, own: null, listed, cut, budget, rounds, startup })
  if (found.entries.length === 0) throw nothingFound(alone, picked)
  return { found, discovery: alone }
}

function common(
  { settings, side, signal }: HeadInput,
  stream: number,
): Pick<
  BlockSettings,
  'board' | 'roots' | 'picked' | 'alone' | 'random' | 'seed' | 'warmup' | 'signal'
> {
  return {
    board: side.board,
    roots: { head: side.root },
    picked: settings.picked,
    alone: true,
    // a stream for each block, so that a block's length does not change the next one's order
    random: seededRandom(stream),
    seed: settings.seed,
    warmup: settings.pace.warmup,
    signal,
  }
}

/** The figure's value, or why the block does not count. */
function valueIn(
  groups: readonly MeasuredGroup[],
  figure: FigureRecord,
  conditions: Conditions,
  rules: Pick<GateRules, 'drop'>,
): BlockValue {
  const group = groups.find((one) => one.unit === figure.unit && one.group === figure.group)
  if (group === undefined) return 'crashed'
  const reason = dropReason(conditions, wantsAllCores(group.kind, figure.name), rules)
  if (reason !== null) return reason
  const slices = (name: string): number[] =>
    (group.rows[group.functions.indexOf(name)] ?? []).map(({ head }) => head.mean)
  const value = figureValue(figure.metric, { own: slices(figure.name), serial: slices('serial') })
  return value === null ? 'crashed' : short(value)
}

const roundedOff = ({ median: middle, spread }: BlockFacts['calibration']) => ({
  median: short(middle),
  spread: short(spread),
})
