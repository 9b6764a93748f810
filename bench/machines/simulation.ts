/**
 * Many machines in virtual time, on the schedule's own code: chunks are those of `RemoteCall`, everything around
 * it (server, lines, machines and their deaths) is an event queue. Pure, from a seed.
 */
import { executor } from '../../src/executors/executor.ts'
import type { Core } from '../../src/executors/executor.ts'
import { lowerBound } from '../../src/explain/bound.ts'
import { RemoteCall } from '../../src/machines/remote-call.ts'
import type { RemoteChunk } from '../../src/machines/remote-call.ts'
import { seededRandom } from '../../src/stats/random.ts'
import type { Random } from '../../src/stats/random.ts'
import { Agenda } from './agenda.ts'

export interface World {
  machines: number
  lanes: number
  /** Ms from a machine to the server, between these two. */
  delay: readonly [least: number, most: number]
  /** Share of the machines that die in an hour. */
  deaths: number
  /** Ms that the caller spends on a chunk, there and back. */
  caller: number
  /** Ms without a sign after which the server gives a chunk to another machine. */
  patience: number
  seed: number
}

export interface Simulated {
  /** Ms until the last result was there. */
  makespan: number
  /** The shortest that any schedule on as many lanes could take, ms. */
  bound: number
  chunks: number
  died: number
  /** Chunks that ran again for their machine had died. */
  again: number
}

const HOUR = 3_600_000
/** Of a result. */
const BYTES = 10

/** @param durations of the tasks, ms */
export async function simulate(durations: readonly number[], world: World): Promise<Simulated> {
  let outcome: Simulated | null = null
  const core: Core = {
    mode: 'machines',
    workers: world.machines * world.lanes,
    open: async () => [],
    close: async () => {},
    async work(work) {
      outcome = new Simulation(new RemoteCall('simulated', work), durations, world).run()
    },
  }
  await executor(core).map(
    { url: 'file:///nowhere.ts', name: '' },
    durations.map((_, index) => index),
  )
  if (outcome === null) throw new Error('nothing was simulated')
  return outcome
}

interface Machine {
  delay: number
  /** When it dies, ms; Infinity: it does not. */
  dies: number
  /** When each lane is free. */
  free: number[]
}

class Simulation {
  readonly #call: RemoteCall
  readonly #durations: readonly number[]
  readonly #world: World
  readonly #agenda = new Agenda()
  readonly #machines: Machine[]
  /** At the server: chunks that nobody has, and machines that wait for one. */
  readonly #chunks: RemoteChunk[] = []
  readonly #waiting: Machine[] = []
  readonly #taken = new Set<number>()
  #callerFree = 0
  #sent = 0
  #again = 0
  #over = 0

  constructor(call: RemoteCall, durations: readonly number[], world: World) {
    this.#call = call
    this.#durations = durations
    this.#world = world
    const random = seededRandom(world.seed)
    this.#machines = Array.from({ length: world.machines }, (_, machine) => {
      const is = { name: String(machine), cores: world.lanes, memory: 2 ** 34 }
      call.roster.see({ machine: is.name, is, lanes: world.lanes, heard: Infinity })
      const [least, most] = world.delay
      const delay = least + (most - least) * random.uniform()
      return {
        delay,
        dies: lifetime(world.deaths, random),
        free: Array<number>(world.lanes).fill(0),
      }
    })
  }

  run(): Simulated {
    for (const machine of this.#machines) {
      for (let pump = 0; pump <= this.#world.lanes; pump += 1) this.#ask(machine, 0)
    }
    this.#feed(0)
    while (!this.#call.over && this.#agenda.next());
    const lanes = this.#world.machines * this.#world.lanes
    return {
      makespan: this.#over,
      bound: lowerBound(this.#durations, lanes),
      chunks: this.#sent,
      died: this.#machines.filter(({ dies }) => dies < this.#over).length,
      again: this.#again,
    }
  }

  /** The caller has one thread: each chunk that goes or comes takes its time. */
  #busy(at: number): number {
    this.#callerFree = Math.max(this.#callerFree, at) + this.#world.caller / 2
    return this.#callerFree
  }

  #feed(at: number): void {
    for (let chunk = this.#call.next(); chunk !== null; chunk = this.#call.next()) {
      this.#sent += 1
      const own = chunk
      this.#agenda.add(this.#busy(at), (moment) => this.#offer(own, moment))
    }
  }

  #offer(chunk: RemoteChunk, at: number): void {
    const machine = this.#waiting.shift()
    if (machine === undefined) this.#chunks.push(chunk)
    else this.#give(machine, chunk, at)
  }

  #ask(machine: Machine, at: number): void {
    const arrival = at + machine.delay
    this.#agenda.add(arrival, (moment) => {
      if (moment > machine.dies) return
      const chunk = this.#chunks.shift()
      if (chunk === undefined) this.#waiting.push(machine)
      else this.#give(machine, chunk, moment)
    })
  }

  #give(machine: Machine, chunk: RemoteChunk, at: number): void {
    const arrival = at + machine.delay
    const lane = machine.free.indexOf(Math.min(...machine.free))
    const begin = Math.max(arrival, machine.free[lane] as number)
    const took = chunk.tasks.indices.reduce((sum, index) => sum + (this.#durations[index] ?? 0), 0)
    const end = begin + took
    if (end > machine.dies) {
      // the server hears no sign of it any more, and gives it to another
      this.#agenda.add(Math.max(at, machine.dies) + this.#world.patience, (moment) => {
        this.#again += 1
        this.#offer(chunk, moment)
      })
      return
    }
    machine.free[lane] = end
    this.#agenda.add(end + machine.delay, (moment) => this.#answer(chunk, took, moment))
    this.#ask(machine, end)
  }

  #answer(chunk: RemoteChunk, took: number, at: number): void {
    const done = this.#busy(at)
    this.#agenda.add(done, (moment) => {
      if (this.#taken.has(chunk.id)) return
      this.#taken.add(chunk.id)
      const values = chunk.tasks.indices
      const size = BYTES * values.length
      this.#over = moment
      this.#call.accept(
        { chunk: chunk.id, machine: '0', took },
        { values, errors: new Map(), run: null, size, unpacking: 0 },
      )
      this.#feed(moment)
    })
  }
}

function lifetime(deaths: number, random: Random): number {
  if (deaths === 0) return Infinity
  return (-Math.log(1 - random.uniform()) / -Math.log(1 - deaths)) * HOUR
}
