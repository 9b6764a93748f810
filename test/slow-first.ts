/** The order of the test files: those that run whole projects or machines first, so that no core waits for them. */
import { BaseSequencer } from 'vitest/node'
import type { TestSpecification } from 'vitest/node'

const isSlow = ({ moduleId }: TestSpecification): boolean =>
  /\/test\/(.*\/)?(e2e|machines)\//.test(moduleId)

export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- Vitest's own, not an array's
    const sorted = await super.sort(files)
    return [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))]
  }
}
