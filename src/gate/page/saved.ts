/** A saved baseline in a few lines for a terminal. */
import type { Baseline } from '../model/baseline.ts'
import { median } from '../../stats/quantile.ts'
import { clean } from '../../text/escape.ts'
import { plural } from '../../text/words.ts'

/** Share of its cores that a machine delivers which has nothing else to do. */
const QUIET = 0.9

/** @param path of the file, as it is to be shown */
export function baselineLines(
  { figures, blocks, fingerprint, commit, dirty, seed }: Baseline,
  path: string,
): string[] {
  const of = commit === null ? '' : ` of ${commit.slice(0, 10)}`
  const { cpu, cores, node } = fingerprint
  const delivered = median(blocks.map(({ capacity }) => capacity.delivered / capacity.of))
  return [
    `saved ${plural(figures.length, 'figure')} in ${plural(blocks.length, 'block')}${of}${dirty ? ' with uncommitted changes' : ''}`,
    `  times compare on ${clean(cpu)} with ${cores} cores, Node ${clean(node)}`,
    ...(delivered < QUIET
      ? [
          `  the machine was busy (it delivered ${Math.round(100 * delivered)} % of its cores): save again when it is quiet`,
        ]
      : []),
    `  baseline: ${clean(path)}, seed ${seed}`,
  ]
}
