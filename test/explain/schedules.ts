/** Made-up schedules: chunks of tasks with a way to their worker and back, on lanes in turn. */
import type { TaskTimes, Trip } from '../../src/model.ts'

/** What happens to every task beside its kernel, ms; `gap`, `message`, `load` and `lag`: to a chunk. */
export interface Way {
  gap: number
  encode: number
  message: number
  load: number
  decode: number
  /** Packing a result at once, before the next task begins. */
  packing: number
  /** So long after the chunk is on its way, the call that sent it returns. */
  lag: number
  bytes: number
}

const NONE: Way = {
  gap: 0,
  encode: 0,
  message: 0,
  load: 0,
  decode: 0,
  packing: 0,
  lag: 0,
  bytes: 0,
}

export interface Chunks {
  /** Tasks of one chunk after the other; the last one stands for all behind it. */
  sizes?: readonly number[]
  /** Whether a lane is sent its next chunk while it still works on the one before. */
  ahead?: boolean
}

export interface Schedule {
  trips: Trip[]
  times: TaskTimes
}

interface Sent {
  lane: number
  /** When the lane had room for the chunk, and when it was done with the one before. */
  room: number
  free: number
  first: number
  runs: readonly number[]
  way: readonly Way[]
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)

function tripOf({ lane, room, free, first, runs, way }: Sent): Trip {
  const { gap, message, load, lag } = way[0] ?? NONE
  const of = (part: keyof Way): number => total(way.map((each) => each[part]))
  const dispatched = room + gap
  const handed = dispatched + of('encode')
  const received = Math.max(handed + message, free)
  const loaded = received + load
  const started = loaded + of('decode')
  const ended = started + total(runs) + of('packing')
  const replied = ended + of('encode')
  const done = replied + message + of('decode')
  return {
    worker: { pid: 100 + lane, threadId: 0 },
    lane,
    first,
    count: runs.length,
    dispatched,
    sent: handed + lag,
    received,
    loaded,
    started,
    ended,
    replied,
    done,
    bytesIn: Math.floor(of('bytes') / 2),
    bytesOut: Math.ceil(of('bytes') / 2),
    decode: of('decode'),
    packing: of('packing'),
    user: ended - started - of('packing'),
    system: 0,
    wait: 0,
    async: false,
  }
}

function keepTimes(times: TaskTimes, number: number, { started }: Trip, sent: Sent): void {
  let at = started
  for (const [position, run] of sent.runs.entries()) {
    times.trip.push(number)
    times.started.push(at)
    times.ended.push(at + run)
    at += run + (sent.way[position]?.packing ?? 0)
  }
}

/** The lane that has room first; of several, the one that had least to do. */
function nextLane(lanes: readonly Trip[][], ahead: boolean): { lane: number; room: number } {
  const rooms = lanes.map((trips, lane) => {
    return { lane, room: trips.at(ahead ? -2 : -1)?.done ?? 0, chunks: trips.length }
  })
  rooms.sort((one, other) => one.room - other.room || one.chunks - other.chunks)
  return rooms[0] ?? { lane: 0, room: 0 }
}

/** Each lane with room takes the next chunk; the kernel is loaded by the first chunk of a lane. */
export function schedule(
  runs: readonly number[],
  workers: number,
  way: Partial<Way> | ((index: number) => Partial<Way>),
  { sizes = [1], ahead = false }: Chunks = {},
): Schedule {
  const lanes = Array.from({ length: workers }, (): Trip[] => [])
  const trips: Trip[] = []
  const times: TaskTimes = { trip: [], started: [], ended: [] }
  for (let first = 0; first < runs.length;) {
    const own = runs.slice(first, first + (sizes[trips.length] ?? sizes.at(-1) ?? 1))
    const { lane, room } = nextLane(lanes, ahead)
    const before = lanes[lane]?.at(-1)
    const ways = own.map((_, position): Way => {
      const each = typeof way === 'function' ? way(first + position) : way
      return { ...NONE, ...each, ...(before === undefined ? {} : { load: 0 }) }
    })
    const sent = { lane, room, free: before?.replied ?? 0, first, runs: own, way: ways }
    const trip = tripOf(sent)
    keepTimes(times, trips.length, trip, sent)
    lanes[lane]?.push(trip)
    trips.push(trip)
    first += own.length
  }
  return { trips, times }
}
