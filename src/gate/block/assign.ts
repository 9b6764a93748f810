/** What a side runs in one block, file by file. Pure. */
import type { ScheduledUnit } from '../model/plans.ts'
import type { TestName } from './arm-state.ts'
import type { PlannedFile } from './block.ts'

type PlannedTests = PlannedFile & { tests: string[]; units: string[] }

/**
 * Files in the order in which the units first name them; in a file Vitest keeps the tests' own
 * order.
 */
export function assign(
  units: readonly Pick<ScheduledUnit, 'unit'>[],
  tests: ReadonlyMap<string, TestName>,
): PlannedTests[] {
  const files = new Map<string, PlannedTests>()
  for (const { unit } of units) {
    const found = tests.get(unit)
    if (found === undefined) continue
    const { file, name } = found
    const planned = files.get(file) ?? { file, tests: [], units: [] }
    files.set(file, planned)
    planned.units.push(unit)
    if (!planned.tests.includes(name)) planned.tests.push(name)
  }
  return [...files.values()]
}
