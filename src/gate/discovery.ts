/**
 * The discovery pass: each benchmark once, to learn what there is and what it takes. Where head's
 * bench files differ from base's, base's own are looked at first: only they tell what base has.
 */
import { LanemarkError } from '../findings.ts'
import type { Picked } from './model/facts.ts'
import { runBlock } from './block/block.ts'
import type { BlockOutcome, BlockSettings } from './block/block.ts'
import { startupOf } from './catalogue.ts'
import { untilKnown } from './deadlines.ts'
import type { Listed } from './arms/arm-protocol.ts'
import { filesToRestore, withOwn } from './own-files.ts'
import type { OwnFile } from './own-files.ts'
import type { Benches } from './sides/benches.ts'

/** @param budget ms, for the whole gate */
export const onceEach = (
  budget: number,
): Pick<BlockSettings, 'order' | 'rounds' | 'enough' | 'limit' | 'patience' | 'deadline'> => ({
  order: null,
  rounds: () => 2,
  enough: () => 1000,
  limit: budget,
  ...untilKnown(budget),
})

export interface Discovering {
  benches: Benches
  listed: Record<'base' | 'head', Listed | null>
  /** What all passes have in common; `roots` are base's and head's. */
  common: Omit<BlockSettings, keyof ReturnType<typeof onceEach> | 'alone' | 'files'>
  /** Ms that are left of the budget. */
  left: () => number
}

export interface Discovered {
  /** Of both sides, as their blocks will run. */
  outcome: BlockOutcome
  /** Of base's own bench files that differ from head's; null where there are none. */
  own: BlockOutcome | null
  /** Base's own files that take part in place of head's. */
  ownFiles: OwnFile[]
  /** Of a block's processes, ms. */
  startup: number
}

export async function discover(discovering: Discovering): Promise<Discovered> {
  const { benches, listed, common, left } = discovering
  const own = await lookAtOwn(discovering)
  await benches.lend()
  const files = (side: Listed | null): { files?: string[] } =>
    side === null ? {} : { files: side.files.map(({ file }) => file) }
  const [base, head] = [files(listed.base).files, files(listed.head).files]
  // after lending base has head's files, and beside them its own sources
  const all = base && head && [...new Set([...head, ...base])].toSorted()
  const outcome = await runBlock({
    ...common,
    ...onceEach(left()),
    alone: true,
    files: { ...(all ? { base: all } : {}), ...(head ? { head } : {}) },
  })
  const startup = startupOf(outcome)
  if (own === null) return { outcome, own, ownFiles: [], startup }
  const needed = filesToRestore(own, outcome)
  const restored = needed.length === 0 ? [] : await benches.restore(needed.map(({ file }) => file))
  const ownFiles = restored.map(
    (file): OwnFile => needed.find((one) => one.file === file) ?? { file, error: null },
  )
  return { outcome: withOwn(outcome, own, restored), own, ownFiles, startup }
}

/** What base's own bench files measure, where head's would hide it. */
async function lookAtOwn(discovering: Discovering): Promise<BlockOutcome | null> {
  const { benches, common, left } = discovering
  if (benches.own.length === 0) return null
  const { base } = common.roots
  const files = benches.own.map(({ file }) => file)
  return await runBlock({
    ...common,
    ...onceEach(left()),
    roots: base === undefined ? {} : { base },
    order: { base: files.map((file) => ({ file, tests: null, units: null })) },
    alone: true,
    files: { base: files },
  })
}

/** Why there is nothing to measure. */
export function nothingFound({ arms }: BlockOutcome, { filters }: Picked): LanemarkError {
  const { head } = arms
  if (head === undefined || head.finished)
    return new LanemarkError({ code: 'no-benchmarks', filters })
  const reason = head.errors[0] ?? 'the process ended'
  return new LanemarkError({ code: 'side-failed', side: 'head', reason })
}
