/** What a page says about the recording itself. Pure. */
import { median } from '../../src/stats/quantile.ts'
import type { Condition, Recording } from '../model.ts'
import type { RecordingFacts } from './model.ts'

/** @throws {RangeError} for a recording without blocks */
export function factsOf(
  { environment, steady, pace, blocks }: Recording,
  file: Pick<RecordingFacts, 'file' | 'sha256'>,
): RecordingFacts {
  const moments = blocks.map(({ at }) => at).toSorted()
  const [from, to] = [moments[0], moments.at(-1)]
  if (from === undefined || to === undefined) throw new RangeError(`${file.file} has no blocks`)
  const own = (condition: Condition) => blocks.filter((block) => block.condition === condition)
  const capacity = (condition: Condition) => {
    const readings = own(condition).map((block) => block.capacity)
    const [first] = readings
    if (first === undefined) return null
    return { delivered: median(readings.map(({ delivered }) => delivered)), of: first.of }
  }
  return {
    ...file,
    environment,
    steady,
    pace,
    from,
    to,
    blocks: { quiet: own('quiet').length, competing: own('competing').length },
    failures: blocks.reduce((sum, { failures }) => sum + failures.length, 0),
    startup: median(blocks.map(({ startup }) => startup)),
    capacity: { quiet: capacity('quiet'), competing: capacity('competing') },
  }
}
