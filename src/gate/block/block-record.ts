/** A block as it is kept in `gate.json`. Pure. */
import type { SliceTimes } from '../model/facts.ts'
import type { BlockRecord, Durations } from '../model/record.ts'
import type { BlockOutcome } from './block.ts'
import type { Row } from './pairs.ts'

export function recordOf(
  { took, groups, failures }: BlockOutcome,
  stage: BlockRecord['stage'],
  { capacity, stolen }: Pick<BlockRecord, 'capacity' | 'stolen'>,
): BlockRecord {
  return {
    stage,
    took: Math.round(took),
    capacity: { ...capacity, delivered: short(capacity.delivered) },
    stolen: stolen === null ? null : short(stolen),
    failures,
    groups: groups.map(({ unit, group, took: groupTook, functions, rows }) => ({
      unit,
      group,
      took: Math.round(groupTook),
      functions: functions.map((name, index) => {
        const own = rows[index] ?? []
        return { name, mean: durations(own, 'mean'), fastest: durations(own, 'fastest') }
      }),
    })),
  }
}

function durations(rows: readonly Row[], callTime: keyof SliceTimes): Durations {
  const thirds = rows.flatMap(({ copy }) => (copy === null ? [] : [short(copy[callTime])]))
  return {
    base: rows.map(({ base }) => short(base[callTime])),
    head: rows.map(({ head }) => short(head[callTime])),
    copy: thirds.length === rows.length ? thirds : null,
  }
}

/** Seven digits are more than any clock gives. */
export const short = (value: number): number => Number(value.toPrecision(7))
