/** One side measured by itself: a discovery pass, then blocks of a fresh process each. */
import type { BlockFacts } from '../model/baseline.ts'
import type { DropReason, GateRules } from '../model/facts.ts'
import type { FigureRecord } from '../model/record.ts'
import type { Limits } from '../model/plans.ts'
import { seededRandom, shuffle } from '../../stats/random.ts'
import type { BlockPlan } from '../decide/stored/stored-plan.ts'
import { dropReason } from '../decide/drop.ts'
import type { Conditions } from '../decide/drop.ts'
import { figureValue } from '../decide/figure-value.ts'
import { withBlocks } from '../block-runner.ts'
import type { BlockRunner } from '../block-runner.ts'
import { assign } from '../block/assign.ts'
import { short } from '../block/block-record.ts'
import { runBlock } from '../block/block.ts'
import type { BlockOutcome } from '../block/block.ts'
import { catalogue, startupOf } from '../catalogue.ts'
import type { Catalogue } from '../catalogue.ts'
import { PLANNED } from '../deadlines.ts'
import { nothingFound, onceEach } from '../discovery.ts'
import { wantsAllCores } from '../block/block-group.ts'
import type { MeasuredGroup } from '../block/block-group.ts'
import type { GateProgress } from '../../system/progress.ts'
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

export function measureHead(input: HeadInput): Promise<HeadOutcome> {
  const { settings, side, progress, signal } = input
  const shared = { board: side.board, settings, progress, signal }
  return withBlocks(shared, (runner) => measure(input, runner))
}

async function measure(input: HeadInput, runner: BlockRunner): Promise<HeadOutcome> {
  const { settings, side, insist } = input
  const { budget, seed, blocks: limits } = settings
  const { found, discovery } = await discover(input, runner)
  const plan = input.plan(found, {
    startup: found.startup,
    budget: PLANNED * budget - runner.elapsed(),
  })
  const calibration = openCalibration()
  const random = seededRandom(seed)
  const figures = [...found.figures.values()].filter(({ unit }) => plan.included.includes(unit))
  const values = new Map(figures.map(({ id }): [string, BlockValue[]] => [id, []]))
  const blocks: BlockFacts[] = []
  const planned = plan.duration / Math.max(1, plan.blocks)
  const late = (): boolean => planned > runner.left()
  for (let block = 0; block < plan.blocks; block += 1) {
    if (late() && !(insist && block < limits.least)) break
    const label = `block ${block + 1} of ${plan.blocks}`
    const units = shuffle(plan.included, random).map((unit) => ({ unit }))
    const { outcome, conditions } = await runner.run({
      found,
      label,
      roots: { head: side.root },
      order: { head: assign(units, found.tests) },
      alone: true,
      around: () => calibration.run(),
    })
    const groups = outcome.alone.head ?? []
    for (const figure of figures) {
      values.get(figure.id)?.push(valueIn(groups, figure, conditions, settings.rules))
    }
    blocks.push({
      took: Math.round(outcome.took),
      ...roundedConditions(conditions),
      calibration: roundedOff(calibration.tell()),
    })
  }
  const stopped = blocks.length < plan.blocks
  return { found, discovery, plan, values, blocks, took: runner.elapsed(), stopped }
}

async function discover(input: HeadInput, runner: BlockRunner) {
  const { settings, side } = input
  const { budget, pace, picked } = settings
  runner.show('discovery: each benchmark once')
  const alone = await runBlock({
    ...runner.common(),
    ...onceEach(budget),
    roots: { head: side.root },
    alone: true,
    files: { head: side.listed.files.map(({ file }) => file) },
    progress: (unit) => runner.show(`discovery: ${unit}`),
  })
  const cut = runner.left() === 0
  const outcome = input.beside(alone, cut)
  const listed = { base: null, head: side.listed }
  const startup = startupOf(alone)
  const { rounds } = pace
  const found = catalogue({ outcome, own: null, listed, cut, picked, budget, rounds, startup })
  if (found.entries.length === 0) throw nothingFound(alone, picked)
  return { found, discovery: alone }
}

/**
 * The figure's value, or why the block does not count. It is that of the fastest calls, which from process
 * to process scatter no more than the mean ones, and mostly far less; what only some calls bear is
 * left to a gate whose base runs beside head, and which can tell whether the mean call grew by more.
 */
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
    (group.rows[group.functions.indexOf(name)] ?? []).map(({ head }) => head.fastest)
  const value = figureValue(figure.metric, { own: slices(figure.name), serial: slices('serial') })
  return value === null ? 'crashed' : short(value)
}

const roundedConditions = ({ capacity, stolen }: Conditions): Conditions => ({
  capacity: { ...capacity, delivered: short(capacity.delivered) },
  // counters of a virtual machine can run backwards
  stolen: stolen === null ? null : short(Math.max(0, stolen)),
})

const roundedOff = ({ median: middle, spread }: BlockFacts['calibration']) => ({
  median: short(middle),
  spread: short(spread),
})
