/** Page faults: how often the system had to find memory for what a process touched. */
import { readdirSync, readFileSync } from 'node:fs'

/** Fields of `/proc/<pid>/stat` behind the program's name, which may hold anything. */
const MINOR = 7
const MAJOR = 9

/**
 * Begins to count: the faults of this process, all its threads together, or those of the child
 * processes that live when the count is asked for.
 *
 * @returns tells the count so far; null where the system does not tell that of children (Linux does)
 */
export function countFaults(whose: 'own' | 'children'): () => number | null {
  if (whose === 'own') {
    const before = ownFaults()
    return () => ownFaults() - before
  }
  const before = childrenFaults()
  return () => between(before, childrenFaults())
}

function ownFaults(): number {
  const { minorPageFault, majorPageFault } = process.resourceUsage()
  return minorPageFault + majorPageFault
}

type ByProcess = ReadonlyMap<string, number>

function childrenFaults(): ByProcess | null {
  try {
    return new Map(children().map((pid) => [pid, faultsOf(pid)] as const))
  } catch {
    // another system, or a child that ended while it was asked
    return null
  }
}

function between(before: ByProcess | null, after: ByProcess | null): number | null {
  if (before === null || after === null) return null
  let sum = 0
  for (const [pid, faults] of after) sum += faults - (before.get(pid) ?? 0)
  return sum
}

/** A child belongs to the thread that started it. */
const children = (): string[] =>
  readdirSync('/proc/self/task').flatMap((thread) =>
    readFileSync(`/proc/self/task/${thread}/children`, 'latin1').split(' ').filter(Boolean),
  )

function faultsOf(pid: string): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return Number(fields[MINOR]) + Number(fields[MAJOR])
}
