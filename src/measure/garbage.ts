/** Time in garbage collection, as Node tells it of the calling thread. */
import { PerformanceObserver } from 'node:perf_hooks'

export interface GarbageWatch {
  /** Ms of collections since the last call; those of a moment ago are told one `setImmediate` later. */
  take: () => number
  close: () => void
}

/** Null where this system tells nothing of collections. */
export function watchGarbage(): GarbageWatch | null {
  // a static property that the types of Node leave out
  const { supportedEntryTypes } = PerformanceObserver as { supportedEntryTypes?: readonly string[] }
  if (supportedEntryTypes?.includes('gc') !== true) return null
  let collected = 0
  const add = (entries: readonly { duration: number }[]): void => {
    for (const { duration } of entries) collected += duration
  }
  const observer = new PerformanceObserver((list) => add(list.getEntries()))
  observer.observe({ entryTypes: ['gc'] })
  return {
    take() {
      add(observer.takeRecords())
      const taken = collected
      collected = 0
      return taken
    },
    close: () => observer.disconnect(),
  }
}
