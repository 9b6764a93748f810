/** Made-up schedules: tasks with a way to their worker and back, on lanes that are free in turn. */
import type { Trace } from '../../src/model.ts'

/** What happens to every task beside its kernel, ms. */
export interface Way {
  gap: number
  encode: number
  message: number
  load: number
  decode: number
  bytes: number
}

const NONE: Way = { gap: 0, encode: 0, message: 0, load: 0, decode: 0, bytes: 0 }

function traceOf(index: number, lane: number, at: number, run: number, way: Way): Trace {
  const dispatched = at + way.gap
  const sent = dispatched + way.encode
  const received = sent + way.message
  const loaded = received + way.load
  const started = loaded + way.decode
  const ended = started + run
  const replied = ended + way.encode
  const done = replied + way.message + way.decode
  const moments = { dispatched, sent, received, loaded, started, ended, replied, done }
  return {
    index,
    worker: { pid: 100 + lane, threadId: 0 },
    lane,
    queued: 0,
    ...moments,
    bytesIn: Math.floor(way.bytes / 2),
    bytesOut: Math.ceil(way.bytes / 2),
    decode: way.decode,
    cpu: run,
    wait: 0,
    async: false,
  }
}

/** Each free lane takes the next task; the kernel is loaded by the first task of a lane. */
export function schedule(
  runs: readonly number[],
  workers: number,
  way: Partial<Way> | ((index: number) => Partial<Way>),
): Trace[] {
  const free = Array.from({ length: workers }, () => 0)
  return runs.map((run, index) => {
    const lane = free.indexOf(Math.min(...free))
    const at = free[lane] ?? 0
    const own = { ...NONE, ...(typeof way === 'function' ? way(index) : way) }
    const trace = traceOf(index, lane, at, run, at === 0 ? own : { ...own, load: 0 })
    free[lane] = trace.done
    return trace
  })
}
