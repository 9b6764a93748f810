/** Inputs on their way into a chunk: packed, or refused with the place in the value. */
import { types } from 'node:util'
import { isMarkedAsUntransferable } from 'node:worker_threads'
import { describe } from '../text/describe.ts'
import { LanemarkError } from '../findings.ts'
import type { Mode } from '../model.ts'
import { FIXED, traits } from '../modes.ts'
import { buffersIn } from '../worker/buffers.ts'
import { Packing } from '../worker/parcel.ts'
import type { Load } from '../worker/parcel.ts'
import type { Refusal } from '../worker/protocol.ts'
import { Uncrossable } from '../worker/uncrossable.ts'
import { died } from './failure.ts'
import type { ChunkTasks, Job } from './job.ts'
import type { Transfer } from './map-options.ts'
import type { Batch } from './source.ts'

/** How values travel to a pool's workers. */
export interface Way {
  mode: Mode
  /** Whether memory can cross by reference. */
  shared: boolean
}

/** The tasks whose inputs can cross; those that cannot have failed then. */
export function load(job: Job, tasks: ChunkTasks, way: Way): { inputs: Load; tasks: Batch } {
  const packing = new Packing({ shared: way.shared, sized: job.work.recorder !== null })
  const refused = new Set<number>()
  const transfer = way.shared ? job.work.transfer : undefined
  const moving = new Set<ArrayBuffer>()
  const { indices, inputs } = tasks
  for (let position = 0; position < inputs.length; position += 1) {
    const [index, input] = [indices[position] as number, inputs[position]]
    try {
      if (transfer === undefined) packing.add(input)
      else packing.add(input, buffersToMove(input, index, transfer, moving))
    } catch (error) {
      refused.add(position)
      const at = job.work.inputOf(index)
      if (error instanceof Uncrossable) job.failed(index, refusal('input', at, error, way))
      else if (tasks.again && error instanceof Moved) job.failed(index, lost(way.mode, at, input))
      else job.failed(index, error)
    }
  }
  return { inputs: packing.finish(), tasks: refused.size === 0 ? tasks : without(tasks, refused) }
}

function without({ indices, inputs }: Batch, refused: ReadonlySet<number>): Batch {
  const stays = (_: unknown, position: number): boolean => !refused.has(position)
  return { indices: indices.filter(stays), inputs: inputs.filter(stays) }
}

/** The error for a value that cannot cross. */
export function refusal(
  what: 'input' | 'result' | 'context',
  index: number,
  { type, path, lacks }: Refusal,
  { mode }: Way,
): LanemarkError {
  const shareable = type === 'SharedArrayBuffer'
  const works = FIXED.filter((name) => {
    const { values } = traits(name)
    return values === 'stay' || (shareable && values === 'copied')
  })
  return new LanemarkError({ code: 'cannot-cross', mode, what, index, type, path, lacks, works })
}

/** A buffer that is to move and cannot. */
class Moved extends LanemarkError {}

/** The task cannot start again: its input went down with its worker. */
const lost = (mode: Mode, index: number, input: unknown): LanemarkError =>
  died(
    {
      exitCode: null,
      signal: null,
      reason: 'its buffers had moved to a worker that ended',
      cause: null,
    },
    { mode, index, input },
  )

function buffersToMove(
  input: unknown,
  index: number,
  transfer: Transfer,
  moving: Set<unknown>,
): ArrayBuffer[] {
  const picked = transfer === true ? buffersIn(input) : transfer(input as never)
  const buffers = [...new Set<unknown>(picked)]
  for (const buffer of buffers) {
    const free = types.isArrayBuffer(buffer) && !buffer.detached && !moving.has(buffer)
    moving.add(buffer)
    if (free && !isMarkedAsUntransferable(buffer)) continue
    const allowed =
      'ArrayBuffers of the input, none of them moved before (a small Buffer shares the memory of others: copy it)'
    const got = `${describe(buffer)} for input ${index}`
    throw new Moved({ code: 'option-invalid', option: 'transfer', got, allowed })
  }
  return buffers as ArrayBuffer[]
}
