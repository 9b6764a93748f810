/** A block as it is kept in `gate.json`. Pure. */
import type { BlockRecord } from '../../report/gate/model.ts'
import type { BlockOutcome } from './block.ts'

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
        const third = own.every(({ copy }) => copy !== null)
        return {
          name,
          base: own.map(({ base }) => short(base)),
          head: own.map(({ head }) => short(head)),
          copy: third ? own.map(({ copy }) => short(copy ?? 0)) : null,
        }
      }),
    })),
  }
}

/** Seven digits are more than any clock gives. */
const short = (value: number): number => Number(value.toPrecision(7))
