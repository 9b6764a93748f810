/** Page faults: how often the system had to find memory for what a process touched. */
import { readdirSync, readFileSync } from 'node:fs'

/** Fields of `/proc/<pid>/stat` behind the program's name, which may hold anything. */
const MINOR = 7
const MAJOR = 9

/** Of this process since it began, all its threads together. */
export function ownFaults(): number {
  const { minorPageFault, majorPageFault } = process.resourceUsage()
  return minorPageFault + majorPageFault
}

/** Of the child processes that live now, by their ids; null where the system does not tell (Linux does). */
export function childrenFaults(): Map<string, number> | null {
  try {
    return new Map(children().map((pid) => [pid, faultsOf(pid)] as const))
  } catch {
    return null
  }
}

/** What children that live now had since the reading before. */
export function faultsBetween(
  before: ReadonlyMap<string, number> | null,
  after: ReadonlyMap<string, number> | null,
): number | null {
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
