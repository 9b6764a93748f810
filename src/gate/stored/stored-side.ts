/** A stored baseline in base's place, so that the catalogue finds what is new, gone and different. */
import { isPicked } from '../picked.ts'
import type { Baseline, StoredFigure } from '../model/baseline.ts'
import type { Picked } from '../model/facts.ts'
import { ArmState } from '../block/arm-state.ts'
import type { BlockOutcome } from '../block/block.ts'
import { groupKey } from '../block/block-group.ts'
import type { MeasuredGroup } from '../block/block-group.ts'
import type { Listed } from '../arms/arm-protocol.ts'

interface Scope {
  picked: Picked
  listed: Listed
  /** Whether the discovery pass was ended before its end. */
  cut: boolean
}

/** @param outcome of a discovery pass of head alone */
export function besideStored(
  outcome: BlockOutcome,
  stored: Baseline,
  { picked, listed, cut }: Scope,
): BlockOutcome {
  const listedFiles = new Set(listed.files.map(({ file }) => file))
  // with filters, what lies outside of them is not gone but not asked for
  const asked = (unit: string): boolean => {
    const [file = ''] = unit.split(' > ')
    if (!isPicked(unit, picked)) return false
    const { filters } = picked
    return (
      filters.length === 0 ||
      listedFiles.has(file) ||
      filters.some((filter) => file.includes(filter))
    )
  }
  const reached = (unit: string): boolean => !cut || outcome.arms.head?.tested.has(unit) === true
  const own = stored.figures.filter(({ unit }) => asked(unit) && reached(unit))
  const base = new ArmState('base', null)
  base.finished = true
  for (const { unit, digests } of stored.results) base.digests.set(unit, digests)
  return {
    ...outcome,
    alone: { ...outcome.alone, base: groupsOf(own, stored) },
    arms: { ...outcome.arms, base },
  }
}

/** Groups without rows: they cost nothing. */
function groupsOf(figures: readonly StoredFigure[], { digests }: Baseline): MeasuredGroup[] {
  const groups = new Map<string, MeasuredGroup>()
  for (const { unit, group, name, metric } of figures) {
    const key = groupKey(unit, group)
    const told = digests.find((one) => groupKey(one.unit, one.group) === key)?.functions ?? []
    const found: MeasuredGroup = groups.get(key) ?? {
      unit,
      group,
      kind: 'bench',
      functions: [],
      rows: [],
      turns: [],
      digests: { base: [] },
      took: 0,
      warmup: 0,
    }
    groups.set(key, found)
    if (metric === 'speedup') {
      found.kind = 'modes'
      continue
    }
    found.functions.push(name)
    found.rows.push([])
    found.digests.base?.push(told.find((one) => one.name === name)?.digest ?? null)
  }
  return [...groups.values()]
}
