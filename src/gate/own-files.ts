/** Where base runs its own bench file, and not head's. Pure. */
import { ArmState } from './block/arm-state.ts'
import type { BlockOutcome } from './block/block.ts'
import type { MeasuredGroup } from './block/block-group.ts'

/** One of base's own bench files that takes part, and why head's cannot: what it throws on base. */
export interface OwnFile {
  file: string
  error: string | null
}

export const fileOf = (unit: string): string => unit.split(' > ')[0] ?? unit

/**
 * Files by which base and head both measure something that base does not measure by head's file.
 *
 * @param own base by its own files
 * @param both base by head's files, and head
 */
export function filesToRestore(own: BlockOutcome, both: BlockOutcome): OwnFile[] {
  const [bases, heads] = [functionsOf(both.alone.base), functionsOf(both.alone.head)]
  const lost = (own.alone.base ?? []).filter(({ unit, group, functions }) =>
    functions.some((name) => {
      const key = keyOf({ unit, group }, name)
      return heads.has(key) && !bases.has(key)
    }),
  )
  const { base } = both.arms
  const files = new Map<string, OwnFile>()
  for (const { unit } of lost) {
    const file = fileOf(unit)
    const error = base?.fileErrors.get(file) ?? base?.tested.get(unit)?.error ?? null
    files.set(file, { file, error: files.get(file)?.error ?? error })
  }
  return [...files.values()]
}

const keyOf = ({ unit, group }: Pick<MeasuredGroup, 'unit' | 'group'>, name: string): string =>
  [unit, group, name].join('\n')

const functionsOf = (groups: readonly MeasuredGroup[] = []): Set<string> =>
  new Set(groups.flatMap((one) => one.functions.map((name) => keyOf(one, name))))

/** The outcome with base's part in these files as its own files gave it. */
export function withOwn(
  outcome: BlockOutcome,
  own: BlockOutcome,
  files: readonly string[],
): BlockOutcome {
  const [lent, kept] = [outcome.arms.base, own.arms.base]
  if (files.length === 0 || lent === undefined || kept === undefined) return outcome
  const isOwn = (unit: string): boolean => files.includes(fileOf(unit))
  const failures = [
    ...outcome.failures.filter(({ arm, unit }) => arm !== 'base' || !isOwn(unit)),
    ...own.failures.filter(({ unit }) => isOwn(unit)),
  ]
  const groups = [
    ...(outcome.alone.base ?? []).filter(({ unit }) => !isOwn(unit)),
    ...(own.alone.base ?? []).filter(({ unit }) => isOwn(unit)),
  ]
  return {
    ...outcome,
    failures,
    alone: { ...outcome.alone, base: groups },
    arms: { ...outcome.arms, base: joined(lent, kept, isOwn) },
  }
}

function joined(lent: ArmState, kept: ArmState, isOwn: (unit: string) => boolean): ArmState {
  const state = new ArmState('base', null)
  state.finished = lent.finished
  state.errors.push(...lent.errors)
  for (const key of ['units', 'tested', 'digests', 'setup', 'fileErrors'] as const) {
    const into = state[key] as Map<string, unknown>
    for (const [unit, value] of lent[key]) if (!isOwn(unit)) into.set(unit, value)
    for (const [unit, value] of kept[key]) if (isOwn(unit)) into.set(unit, value)
  }
  return state
}
