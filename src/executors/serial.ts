/** One task after another, on the caller's thread. */
import { setImmediate as breathe } from 'node:timers/promises'
import type { Trip } from '../model.ts'
import { resolvePool } from '../pool-options.ts'
import type { PoolOptions } from '../pool-options.ts'
import type { Spans } from '../worker/protocol.ts'
import { runSeries } from '../worker/series.ts'
import { executor } from './executor.ts'
import type { Core, Executor } from './executor.ts'
import { localFailure } from './failure.ts'
import type { Span } from './into.ts'
import { localCore, Stretch } from './local.ts'
import type { Call } from './local.ts'
import type { Batch } from './source.ts'
import type { Work } from './work.ts'

/** Inputs that are read at a time. */
const BATCH = 4096

/**
 * The executor of mode `serial`. It takes a pool's options, so that changing the mode is changing
 * one word; they mean nothing here.
 * @throws {LanemarkError} `option-invalid`
 */
export function serial(options: PoolOptions = {}): Executor {
  resolvePool(options)
  return executor(serialCore())
}

export const serialCore = (): Core => localCore('serial', runSerially)

async function runSerially(work: Work, call: Call): Promise<void> {
  const { source, signal, sink } = work
  while (!source.ended) {
    signal.throwIfAborted()
    const batch = source.take(BATCH)
    if (batch.inputs.length > 0) await runBatch(batch, work, call)
    else await source.more()
    await sink.room()
  }
}

async function runBatch({ indices, inputs }: Batch, work: Work, call: Call): Promise<void> {
  const { sink, signal, settle, timeout, into, recorder } = work
  const spans = into?.of({ indices, inputs })
  const ends = recorder?.timing === 'tasks' ? new Float64Array(inputs.length) : null
  let failure: { error: unknown } | null = null
  let stretch = new Stretch()
  let first = 0
  const record = (next: number, async: boolean): void => {
    if (recorder === null || next === first) return
    const own = indices.slice(first, next)
    const trip = stretch.end({ first: own[0] as number, count: own.length, async })
    recorder.add(trip, own, ends === null ? null : spansOf(ends.subarray(first, next), trip))
    first = next
    stretch = new Stretch()
  }

  const async = await runSeries({
    inputs,
    call: into === null ? call : (input, at) => call(input, into.view((spans ?? [])[at] as Span)),
    limit: timeout,
    signal,
    ends,
    done(position, result) {
      sink.done(indices[position] as number, result)
      return true
    },
    failed(position, error) {
      const [task, input] = [indices[position] as number, inputs[position]]
      const at = { mode: 'serial', index: work.inputOf(task), input } as const
      failure = { error: localFailure(error, timeout, at) }
      if (signal.aborted || !settle) return false
      sink.failed(task, failure.error)
      failure = null
      return true
    },
    async pause(next, sawPromise) {
      record(next, sawPromise)
      // what computes all the time would never hear of an abort
      await breathe()
      signal.throwIfAborted()
      await sink.room()
    },
  })
  record(inputs.length, async)
  signal.throwIfAborted()
  if (failure !== null) throw (failure as { error: unknown }).error
}

/** A task begins where the one before ended. */
function spansOf(ends: Float64Array, { started }: Trip): Spans {
  const starts = new Float64Array(ends.length)
  starts.set(ends.subarray(0, -1), 1)
  starts[0] = started
  return { starts, ends }
}
