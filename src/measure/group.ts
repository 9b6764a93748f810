/** A measured group as the report and as Vitest take it. */
import type { BenchResult } from 'vitest'
import type { BenchGroup, BenchTask, Clock, Estimate } from '../model.ts'
import { figuresOf, ratiosOf } from './figures.ts'
import type { Figures } from './figures.ts'
import { resultOf } from './result.ts'
import type { Subject } from './subject.ts'

/** What the figures of a group rest on besides its functions. */
export interface Measuring {
  clock: Clock
  /** One turn of the empty loop, ms; null where it was not read. */
  loop: Estimate | null
  /** Whether Vitest's results carry their samples. */
  retain: boolean
}

export interface GroupFacts {
  name: string
  seed: number
  rounds: number
  /** Bytes a call by the functions' names; empty where they were not asked for. */
  bytes: ReadonlyMap<string, Estimate | null>
}

export function groupOf(
  subjects: readonly Subject[],
  { clock, loop }: Measuring,
  { bytes, ...facts }: GroupFacts,
): BenchGroup {
  const figures = subjects.map((subject) => figuresOf(subject, clock, loop))
  const ratios = ratiosOf(figures)
  const tasks = subjects.map((subject, at): BenchTask => {
    const { name, latency, turns } = figures[at]!
    return {
      name,
      latency,
      ratio: ratios.get(name) ?? null,
      calls: subject.spent.calls,
      samples: subject.samples.count,
      batch: subject.batch,
      turns: turns.map(({ duration }) => duration),
      garbage: subject.garbage === null ? null : subject.garbage / subject.spent.real,
      bytes: bytes.get(name) ?? null,
      ended: subject.ended,
    }
  })
  return { ...facts, sample: 'mean of a batch', clock, loop, tasks }
}

export async function resultsOf(
  subjects: readonly Subject[],
  { clock, loop, retain }: Measuring,
): Promise<BenchResult[]> {
  const results: BenchResult[] = []
  for (const subject of subjects) {
    const own = cleaned(subject, figuresOf(subject, clock, loop))
    results.push(await resultOf(own, { retain, clock: clock.name }))
  }
  return results
}

/**
 * Vitest's table has no word for "less than can be told": there a call takes at least what an empty
 * one does.
 */
function cleaned(subject: Subject, { name, latency, off }: Figures) {
  const { kept, count, least, most } = subject.samples
  const floor = latency.state === 'under' ? latency.limit : 0
  const clean = (duration: number): number => Math.max(floor, duration - off)
  return {
    name,
    samples: kept.map(clean),
    all: { count, least: clean(least), most: clean(most) },
    mean: clean(subject.mean),
    calls: subject.spent.calls,
  }
}
