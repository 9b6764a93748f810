/** Why a mode was chosen, as data and as a sentence. Pure. */
import type { KernelRef, Mode } from '../../model.ts'
import { POOLS } from '../../modes.ts'
import type { PoolMode } from '../../modes.ts'
import { duration, percent } from '../../text/format.ts'
import { plural } from '../../text/words.ts'
import type { Choice, Known, Situation } from './choice.ts'

export interface Decision {
  kernel: KernelRef
  /** What the tasks to come run in. */
  mode: Mode
  why:
    /** Nothing is known of the kernel yet: the first tasks run on the caller's thread, and are measured. */
    | 'unknown'
    /** It divides, so all workers can share even the first task. */
    | 'divides'
    /** There is but one worker, and so nothing to share. */
    | 'one-worker'
    /** Too little work for a pool. */
    | 'short'
    /** What crosses would cost more than is gained, or cannot cross at all. */
    | 'crossing'
    | 'cannot-cross'
    /** Tasks wait, or are computed in the background, and leave their thread to the others. */
    | 'waits'
    /** Work enough for all workers, */
    | 'parallel'
    /** as calls before have shown. */
    | 'seen'
    /** Worker threads ran out of memory; workers did not come up. */
    | 'memory'
    | 'unstartable'
  /** Tasks that were to come; an estimate where their iterable does not tell. */
  tasks: number
  /** Ms that these were expected to take, by mode, as far as that could be told. */
  expected: Partial<Record<Mode, number>>
  /** All of it in a sentence. */
  sentence: string
}

export interface Grounds {
  kernel: KernelRef
  choice: Choice
  known: Known
  situation: Situation
}

export function decisionOf(grounds: Grounds): Decision {
  const { kernel, choice, situation } = grounds
  const { mode, expected } = choice
  const why = whyOf(grounds)
  const sentence = `${mode}: ${reasonOf(why, grounds)}`
  return { kernel, mode, why, tasks: situation.left, expected, sentence }
}

function whyOf({ choice: { mode, expected }, known, situation }: Grounds): Decision['why'] {
  const { alone, took, outOfMemory, crossing } = known
  const absent = (pool: PoolMode): boolean => situation.starts[pool] === Infinity
  if (mode === 'concurrent') return 'waits'
  if (POOLS.some((pool) => pool === mode)) {
    if (mode === 'processes' && outOfMemory) return 'memory'
    if (mode === 'processes' && absent('threads')) return 'unstartable'
    if (alone === null && took[mode] === undefined) return 'divides'
    return took[mode] === undefined ? 'parallel' : 'seen'
  }
  if (alone === null) return 'unknown'
  if (situation.workers === 1) return 'one-worker'
  const ways = POOLS.map((pool) => crossing[pool] ?? 0)
  if (ways.every((way) => way === Infinity)) return 'cannot-cross'
  if (POOLS.every(absent)) return 'unstartable'
  if (POOLS.some((pool) => took[pool] !== undefined)) return 'seen'
  const shared = (expected.serial ?? 0) / situation.workers
  return Math.min(...ways) * situation.left > shared ? 'crossing' : 'short'
}

function reasonOf(why: Decision['why'], { choice, known, situation }: Grounds): string {
  const { alone, crossing } = known
  const { left, workers } = situation
  const calls = plural(left, 'call')
  const each = alone === null ? '' : ` of about ${duration(alone.task)}`
  switch (why) {
    case 'unknown':
      return 'nothing is known of the kernel yet, so its first calls run here and are measured'
    case 'divides':
      return 'the kernel divides, so all workers can share each of its calls'
    case 'one-worker':
      return `${calls}${each}, and only one worker to run them`
    case 'short':
      return `${calls}${each} are too little work for a pool${compared(choice)}`
    case 'crossing':
      return `a call takes ${duration(alone?.task ?? 0)}, and to send its values costs ${duration(Math.min(...Object.values(crossing)))}`
    case 'cannot-cross':
      return 'its values cannot cross to a worker'
    case 'waits': {
      const share = Math.min(1, Math.max(0, 1 - (alone?.busy ?? 0)))
      return `for ${percent(share)} of its time a call leaves its thread to others${compared(choice)}`
    }
    case 'parallel':
      return `${calls}${each} are work for ${plural(workers, 'worker')}${compared(choice)}`
    case 'seen':
      return `so calls before have shown, for ${calls}${compared(choice)}`
    case 'memory':
      return 'a worker thread ran out of memory, and a process has one of its own'
    case 'unstartable':
      return 'workers did not come up'
  }
}

/** `: about 410 ms in threads, 800 ms in serial`. */
function compared({ expected }: Choice): string {
  const others = Object.entries(expected) as [Mode, number][]
  const told = others
    .toSorted(([, one], [, other]) => one - other)
    .map(([name, time]) => `${duration(time)} in ${name}`)
  return told.length < 2 ? '' : `: about ${told.join(', ')}`
}
