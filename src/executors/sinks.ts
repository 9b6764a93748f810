/** Where outcomes go: into a list in the order of the inputs, or on to a reader as they come. */
import type { Sink } from './work.ts'

const always = (): null => null

/** Results by index. Failures do not come here: they end the call. */
export function resultsInto(results: unknown[]): Sink {
  return {
    done(index, result) {
      put(results, index, result)
    },
    failed: unexpected,
    most: Infinity,
    room: always,
  }
}

/** Every outcome by index. */
export function outcomesInto(outcomes: PromiseSettledResult<unknown>[]): Sink {
  return {
    done(index, value) {
      put(outcomes, index, { status: 'fulfilled', value })
    },
    failed(index, reason) {
      put(outcomes, index, { status: 'rejected', reason })
    },
    most: Infinity,
    room: always,
  }
}

/**
 * Without a gap, where nobody knows how long the list gets: one that skips thousands of places becomes a table of
 * keys for V8, and takes several times the memory.
 */
function put<Item>(list: Item[], index: number, item: Item): void {
  while (list.length < index) list.push(undefined as Item)
  list[index] = item
}

function unexpected(index: number, error: unknown): never {
  throw new Error(`task ${index} failed, and the call went on`, { cause: error })
}

/** What `onProgress` is told. */
export interface Progress {
  /** Tasks with an outcome. */
  done: number
  /** All tasks; null: nobody knows before the end. */
  total: number | null
  /** Tasks a second, so far. */
  rate: number
}

/** Ms between two reports of the progress. */
const INTERVAL = 100

/** Counts outcomes on their way into another sink, and tells now and then, and at the end. */
export function counted(
  sink: Sink,
  total: () => number | null,
  tell: (progress: Progress) => void,
) {
  const begun = performance.now()
  let [done, told] = [0, begun]
  const report = (at: number): void => {
    told = at
    tell({ done, total: total(), rate: (1000 * done) / Math.max(at - begun, 1e-3) })
  }
  const count = (): void => {
    done += 1
    const at = performance.now()
    if (at - told >= INTERVAL) report(at)
  }
  const counting: Sink = {
    done(index, result) {
      sink.done(index, result)
      count()
    },
    failed(index, error) {
      sink.failed(index, error)
      count()
    },
    most: sink.most,
    room: () => sink.room(),
  }
  return { sink: counting, end: () => report(performance.now()) }
}
