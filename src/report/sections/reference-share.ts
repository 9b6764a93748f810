/** What the references reached of the bound that the times measured here give. */
import type { Limits } from '../../explain/limits.ts'
import type { Comparison, Reference } from '../../model.ts'
import { limitCause } from '../cause-text.ts'
import { duration, percent, printed, ratio } from '../../text/format.ts'
import { say, type Inline } from '../../text/inline.ts'
import { list, paragraph, type PageBlock } from '../../text/view.ts'
import { shown } from './modes-table.ts'

/** Above this the reference's calls must divide otherwise than those here. */
const ALL = 1.005

interface Saved {
  label: string
  name: string
  serial: number
  processes: number
}

/** A reference that has both a plain run and a process pool. */
function savedBy({ label, modes: { serial, processes } }: Reference): Saved[] {
  if (serial === undefined || processes === undefined || processes.makespan <= 0) return []
  const { name, makespan } = processes
  return [{ label, name, serial: serial.makespan, processes: makespan }]
}

function line({ label, name, serial, processes }: Saved, best: number): Inline {
  const speedup = serial / processes
  const share = speedup / best
  const head = say`${label}: its ${name} reached ${ratio(speedup)} of at most ${ratio(best)}`
  return share > ALL
    ? say`${head}; more than the times here allow, so its calls divide a little more evenly.`
    : say`${head}: ${percent(share)} of what was possible.`
}

/** For the section on the bound. */
export function referenceShares(comparison: Comparison, found: readonly Limits[]): PageBlock[] {
  const best = Math.max(...found.map((limit) => limit.best))
  const lines = shown(comparison)
    .flatMap(savedBy)
    .map((saved) => line(saved, best))
  if (lines.length === 0) return []
  return [paragraph(say`What the references reached of it, by their own times:`), list(lines)]
}

/** For the top of the page: what a dominant call left the reference to save. */
export function whySoLittle(comparison: Comparison, limit: Limits | null): PageBlock[] {
  const [saved] = shown(comparison).flatMap(savedBy)
  if (saved === undefined || limit === null || limit.decides !== 'longest') return []
  const { label, name, serial, processes } = saved
  if (processes >= serial) return []
  const most = serial - serial / limit.best
  return [
    paragraph(say`${{ strong: label }}: the ${name} took ${printed(processes)} instead of
      ${printed(serial)} and so saved ${printed(serial - processes)}. More than about
      ${duration(most)} could not be saved by any pool of any size: ${limitCause(limit) ?? []} (about
      ${duration(serial - most)} of the ${printed(serial)}), and a call runs on one worker from its
      beginning to its end.`),
  ]
}
