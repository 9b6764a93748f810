/** Who ran which task, and when. */

/** Where a kernel lives. It is named, never sent: code does not cross, a closure could not. */
export interface KernelRef {
  /** `file:` URL of the module. */
  url: string
  /** Name of the export; `default` for the default export. */
  name: string
}

/** Who ran a task. Thread 0 is a process's main thread. */
export interface WorkerId {
  pid: number
  threadId: number
  /** What the machine calls itself; left out where it is this one. */
  machine?: string
}

/**
 * A chunk's life: tasks that travel to a worker together. Where nothing travels, a trip is a stretch
 * of tasks on the caller's own thread. The eight moments are milliseconds after the call, on one
 * monotonic clock that all processes of the machine share, and never decrease in the order given
 * here, but that a chunk can be `received` before the call that sent it returns:
 *
 * `dispatched <= sent`, `dispatched <= received <= loaded <= started <= ended <= replied <= done`
 */
export interface Trip {
  worker: WorkerId
  /** Lane: which of the executor's workers, from 0; a replaced worker's successor keeps its lane. */
  lane: number
  /** Index of the input that ran first; without `cost` the others are those behind it. */
  first: number
  /** Tasks in the chunk. */
  count: number
  /** A worker had room for the chunk: the inputs left the queue, their packing began. */
  dispatched: number
  /** The chunk was handed to the worker's channel. */
  sent: number
  /** The worker was done with the chunk before and began on this one. */
  received: number
  /** The kernel's module was there (imported by this chunk when it is the worker's first). */
  loaded: number
  /** The inputs were unpacked, and the kernel was called with the first one. */
  started: number
  /** The kernel returned for the last one (for a promise: settled; for a generator: returned). */
  ended: number
  /** The results were packed and handed back. */
  replied: number
  /** The results were unpacked at the caller's side. */
  done: number
  /** Packed size of the inputs; 0 where nothing crosses. */
  bytesIn: number
  /** Packed size of the results; 0 where nothing crosses. */
  bytesOut: number
  /** Time the caller spent on unpacking the results, part of `replied..done`. */
  decode: number
  /** Time the worker spent on packing results as they came, part of `started..ended`. */
  packing: number
  /** CPU time of the thread in the program, `started..ended`; null where the platform does not tell. */
  user: number | null
  /** CPU time of the thread in the system's kernel, `started..ended`; null as `user`. */
  system: number | null
  /** Time the thread waited for a core, `started..ended` (Linux); null elsewhere. */
  wait: number | null
  /** Whether the kernel returned a promise. */
  async: boolean
}

/** When each task ran, by the index of its input; ms after the call. */
export interface TaskTimes {
  /** The task's trip, an index into the list of trips. */
  trip: number[]
  started: number[]
  ended: number[]
}
