/** A mode whose own code is loaded by its first call: who imports an executor may use another one, or none. */
import { LanemarkError } from '../findings.ts'
import type { Core } from './executor.ts'

export interface LazyCore<Loaded extends Core> extends Core {
  /** Null before the first call. */
  readonly loaded: Loaded | null
}

/** @param load is called once; where it rejects, so do all calls */
export function lazyCore<Loaded extends Core>(
  { mode, workers }: Pick<Core, 'mode' | 'workers'>,
  load: () => Promise<Loaded>,
): LazyCore<Loaded> {
  let loading: Promise<Loaded> | null = null
  let loaded: Loaded | null = null
  let closed: LanemarkError | null = null
  async function core(): Promise<Loaded> {
    if (closed !== null) throw closed
    loading ??= load()
    loaded = await loading
    return loaded
  }
  return {
    mode,
    workers,
    get loaded() {
      return loaded
    },
    open: async () => await (await core()).open(),
    work: async (work) => await (await core()).work(work),
    async close() {
      // nothing is loaded only to be closed
      if (loading === null) closed ??= new LanemarkError({ code: 'closed', mode })
      else await (await loading).close()
    },
  }
}
