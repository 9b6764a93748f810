/** Which other machines took part, and what the figures do not know of them. */
import type { CaseResult, Comparison, RemoteMachine } from '../../model.ts'
import { bytes, cores, duration } from '../../text/format.ts'
import { code, listed, say, type Inline } from '../../text/inline.ts'
import { paragraph, type PageBlock } from '../../text/view.ts'
import { plural } from '../../text/words.ts'

const one = ({ name, workers, cores: own, memory }: RemoteMachine): Inline =>
  say`${code(name)} with ${plural(workers, 'worker')} on ${cores(own)} cores and ${bytes(memory)} of memory`

function caseLine({ label, remote }: CaseResult): PageBlock[] {
  if (remote === undefined) return []
  const ran = say`${code(label)} ran on ${listed(remote.machines.map(one))}.`
  const way = say` The messages of a chunk took ${duration(remote.way)} there and back at least, which its
    bound counts.`
  return [paragraph(say`${ran}${way}`)]
}

/** Nothing where all modes were of this machine. */
export function machinesNote({ cases }: Comparison): PageBlock[] {
  const lines = cases.flatMap(caseLine)
  if (lines.length === 0) return []
  const unknown = say`Bounds take the cores of other machines to be as fast as this one's: faster ones can go
    beyond, slower ones cannot attain them. Whether they had their cores was not probed.`
  return [...lines, paragraph(unknown)]
}
