/** Thousands of tasks in few figures: shares of time, and tasks in flight. */
import type { Life } from './life.ts'
import type { PhaseKind } from './phases.ts'
import { phasesOf } from './phases.ts'

/** Adds to each bin the time that a phase spends in it. */
function spread(bins: number[], width: number, from: number, to: number): void {
  const last = Math.min(bins.length - 1, Math.floor(to / width))
  for (let bin = Math.max(0, Math.floor(from / width)); bin <= last; bin++) {
    const inside = Math.min(to, (bin + 1) * width) - Math.max(from, bin * width)
    bins[bin] = (bins[bin] ?? 0) + Math.max(0, inside)
  }
}

/** Per kind of phase the share of each bin, 0 to 1; the bins divide 0..end evenly. */
export function shares(
  tasks: readonly Life[],
  count: number,
  end: number,
): Map<PhaseKind, number[]> {
  const width = end / count
  const kinds = new Map<PhaseKind, number[]>()
  for (const { kind, from, to } of tasks.flatMap(phasesOf)) {
    const bins = kinds.get(kind) ?? Array.from({ length: count }, () => 0)
    kinds.set(kind, bins)
    spread(bins, width, from, to)
  }
  for (const [kind, bins] of kinds) {
    kinds.set(
      kind,
      bins.map((time) => Math.min(1, time / width)),
    )
  }
  return kinds
}

/** How many tasks were begun and not ended, on average over each bin. */
export function inFlight(tasks: readonly Life[], count: number, end: number): number[] {
  const width = end / count
  const bins = Array.from({ length: count }, () => 0)
  for (const { started, ended } of tasks) spread(bins, width, started, ended)
  return bins.map((time) => time / width)
}
