/**
 * The table of modes: what the other rooms need to know of each. The order of the rows is that of every
 * table and picture, from the mode that asks least of a program to the one that asks most.
 *
 * `auto` is a mode like any other, but chooses one of the others for each call.
 *
 * A new mode is an executor in a file of its own with its line in `executors/index.ts`, a row here, and
 * a row in `charts/theme.ts` with its colour and shape. `serial` is the ground that all are held against.
 */
interface Traits {
  /** Who takes the calls, in words; null where they stay on the caller's own thread. */
  workers: { one: string; many: string } | null
  /** Whether calls overlap on one thread while they wait. */
  overlaps: boolean
  /** Whether it runs calls as one of the others does, which it chooses itself. */
  chooses: boolean
  /** Whether its workers may be on other machines, for which it has to be told of a server. */
  remote: boolean
  /** How a value gets to the kernel and back. What is copied may be memory that is moved or shared. */
  values: 'stay' | 'copied' | 'sent'
  /** What it does, for readers who meet it for the first time. */
  meaning: string
  /** How calls run, as the end of "Running the three calls …"; pools say how many workers they have. */
  manner: string
  /** Why it is taken where a mode that asks more did no better; null where that goes without saying. */
  asksLess: string | null
}

const TRAITS = {
  serial: {
    workers: null,
    overlaps: false,
    chooses: false,
    remote: false,
    values: 'stay',
    meaning: 'one call after another, on the main thread',
    manner: 'one after another',
    asksLess: null,
  },
  concurrent: {
    workers: null,
    overlaps: true,
    chooses: false,
    remote: false,
    values: 'stay',
    meaning: 'all calls in turns on one event loop, still on the main thread',
    manner: 'concurrently on one event loop',
    asksLess: 'it needs no workers at all',
  },
  threads: {
    workers: { one: 'worker thread', many: 'worker threads' },
    overlaps: false,
    chooses: false,
    remote: false,
    values: 'copied',
    meaning: 'a pool of worker threads inside one process; inputs and results are copied',
    manner: 'on',
    asksLess: 'one process, less memory, and buffers can be moved or shared',
  },
  processes: {
    workers: { one: 'child process', many: 'child processes' },
    overlaps: false,
    chooses: false,
    remote: false,
    values: 'sent',
    meaning: 'a pool of child processes that share no memory; inputs and results are sent as bytes',
    manner: 'on',
    asksLess: null,
  },
  machines: {
    workers: { one: 'worker of another machine', many: 'workers of other machines' },
    overlaps: false,
    chooses: false,
    remote: true,
    values: 'sent',
    meaning: 'workers on any number of machines; inputs and results go through a server',
    manner: 'on',
    asksLess: null,
  },
  auto: {
    workers: null,
    overlaps: false,
    chooses: true,
    remote: false,
    values: 'stay',
    meaning: 'one of the other modes, chosen for each call from what the calls before have shown',
    manner: 'as `auto` chose',
    asksLess: null,
  },
} as const satisfies Record<string, Traits>

/** How tasks are run. */
export type Mode = keyof typeof TRAITS

/** A mode of this machine that does not choose another one. */
export type FixedMode = Exclude<Mode, 'auto' | 'machines'>

/** A mode that needs no server. */
export type LocalMode = Exclude<Mode, 'machines'>

/** A mode that can be told how many workers to have. */
export type SizedMode = PoolMode | 'auto'

/** A mode whose tasks run on workers of their own, on this machine. */
export type PoolMode = {
  [Name in FixedMode]: (typeof TRAITS)[Name]['workers'] extends null ? never : Name
}[FixedMode]

export const traits = (mode: Mode): Traits => TRAITS[mode]

/** Anything that ran in a mode. */
interface InMode {
  readonly mode: Mode
}

/** Whether its tasks run on workers of their own. */
export function isPool({ mode }: InMode): boolean {
  return traits(mode).workers !== null
}

/** Whether it runs calls as one of the others does. */
export function chooses({ mode }: InMode): boolean {
  return traits(mode).chooses
}

/** Whether it can be told how many workers to have. */
export function takesWorkers(one: InMode): boolean {
  return isPool(one) || chooses(one)
}

export const overlaps = ({ mode }: InMode): boolean => traits(mode).overlaps

/** Pools whose workers are threads of the caller's process. */
export const isWithin = ({ mode }: InMode): boolean => traits(mode).values === 'copied'

/** Pools whose workers are processes of this machine: every byte is sent, and a crash takes nothing else along. */
export const isApart = ({ mode }: InMode): boolean =>
  traits(mode).values === 'sent' && !traits(mode).remote

/** Pools whose workers may be on other machines. */
export const isRemote = ({ mode }: InMode): boolean => traits(mode).remote

export const MODES = Object.keys(TRAITS) as readonly Mode[]

/** Modes of this machine. */
export const LOCAL_MODES = MODES.filter((mode) => !traits(mode).remote) as readonly LocalMode[]

/** Those that do not choose another one. */
export const FIXED = LOCAL_MODES.filter((mode) => !chooses({ mode })) as readonly FixedMode[]

export const POOLS = FIXED.filter((mode) => isPool({ mode })) as readonly PoolMode[]

export const SIZED = LOCAL_MODES.filter((mode) => takesWorkers({ mode })) as readonly SizedMode[]
