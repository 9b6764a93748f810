import type { Estimate } from '../../model.ts'
import { hodgesLehmann } from '../../stats/hodges-lehmann.ts'
import { rescale } from '../../stats/interval.ts'
import { mean } from '../../stats/mean.ts'
import type { Entry } from '../model/facts.ts'

/**
 * The geometric mean of the changes of all times: per block of stage 1 the mean over the
 * benchmarks, since those of one block share a moment of the machine and are not independent; then
 * the estimate over the blocks. Stage 1, because there every benchmark has as many blocks and none
 * was chosen for its figures.
 *
 * @returns a ratio, above 1 when slower; null where no block counts for every benchmark
 */
export function overallChange(entries: readonly Entry[], confidence: number): Estimate | null {
  const screens = entries
    .filter(({ presence, metric }) => presence.state === 'both' && metric === 'time')
    .map((entry) => entry.screen)
    .filter((blocks) => blocks.length > 0)
  if (screens.length === 0) return null
  const length = Math.min(...screens.map((blocks) => blocks.length))
  const means = Array.from({ length }, (_, index) =>
    screens.flatMap((blocks) => {
      const block = blocks[index]!
      return block.state === 'counted' ? [block.change] : []
    }),
  )
    .filter((changes) => changes.length === screens.length)
    .map(mean)
  return means.length === 0 ? null : rescale(hodgesLehmann(means, confidence), Math.exp)
}
