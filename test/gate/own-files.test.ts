import { expect, test } from 'vitest'
import { ArmState } from '../../src/gate/block/arm-state.ts'
import type { BlockOutcome } from '../../src/gate/block/block.ts'
import type { MeasuredGroup } from '../../src/gate/block/block-group.ts'
import { filesToRestore, withOwn } from '../../src/gate/own-files.ts'

const group = (unit: string, ...functions: string[]): MeasuredGroup => ({
  unit,
  group: 0,
  kind: 'bench',
  functions,
  rows: [],
  turns: [],
  digests: {},
  took: 1,
  warmup: 0,
})

function outcome(base: MeasuredGroup[], head: MeasuredGroup[] = []): BlockOutcome {
  const arms = { base: new ArmState('base', null), head: new ArmState('head', null) }
  for (const { unit } of base) arms.base.units.set(unit, { file: 'a', name: unit })
  return { groups: [], alone: { base, head }, failures: [], arms, took: 1, wasted: 0 }
}

test("base's own file comes back where both have a function that head's file does not give base", () => {
  const own = outcome([group('a > x', 'f', 'g'), group('b > y', 'y'), group('c > z', 'z')])
  const both = outcome(
    [group('a > x', 'f'), group('b > y', 'y')],
    [group('a > x', 'f', 'g'), group('b > y', 'y')],
  )
  both.arms.base?.fileErrors.set('a', 'Error: no such module')
  // c is gone on head, and b runs by head's file
  expect(filesToRestore(own, both)).toEqual([{ file: 'a', error: 'Error: no such module' }])
})

test('then base is what its own file gave there, and what head’s gave elsewhere', () => {
  const own = outcome([group('a > x', 'f', 'g'), group('b > old', 'old')])
  const both = outcome([group('a > x', 'f'), group('b > new', 'new')], [group('a > x', 'f')])
  const { alone, arms } = withOwn(both, own, ['a'])
  expect(alone.base?.map(({ unit, functions }) => [unit, functions])).toEqual([
    ['b > new', ['new']],
    ['a > x', ['f', 'g']],
  ])
  expect(alone.head).toEqual(both.alone.head)
  expect([...(arms.base?.units.keys() ?? [])].toSorted()).toEqual(['a > x', 'b > new'])
  expect(withOwn(both, own, [])).toBe(both)
})
