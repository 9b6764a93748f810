/** The speedups of each mode by its number of workers. */
import type { Comparison, Estimate, Mode } from '../model.ts'
import { MODES } from '../modes.ts'
import { isPool } from '../modes.ts'

export interface Point {
  workers: number
  speedup: Estimate
  bound: number
}

export interface Curve {
  mode: Mode
  /** By the number of workers, at least two different ones. */
  points: Point[]
}

/** The modes that ran with several numbers of workers. */
export function curvesOf({ cases }: Comparison): Curve[] {
  return MODES.flatMap((mode) => {
    const points = cases.flatMap((case_): Point[] => {
      if (case_.mode !== mode || case_.speedup === null || !isPool(case_)) return []
      return [{ workers: case_.workers, speedup: case_.speedup, bound: case_.bound }]
    })
    points.sort((a, b) => a.workers - b.workers)
    const several = new Set(points.map(({ workers }) => workers)).size > 1
    return several ? [{ mode, points }] : []
  })
}

/** Bounds by number of workers; they do not depend on the mode. */
export function boundsOf(curves: readonly Curve[]): { x: number; y: number }[] {
  const bounds = new Map<number, number>()
  for (const { workers, bound } of curves.flatMap(({ points }) => points)) {
    bounds.set(workers, Math.max(bound, bounds.get(workers) ?? 0))
  }
  return [...bounds].map(([x, y]) => ({ x, y })).toSorted((a, b) => a.x - b.x)
}
