/** What the tree of processes below one of them uses, from `/proc`; elsewhere it is not known. */
import { readdirSync, readFileSync } from 'node:fs'
import { sum } from '../../src/stats/mean.ts'

interface Stat {
  pid: number
  parent: number
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // it ended meanwhile
    return null
  }
}

/** `pid (name) state parent ...`; the name may hold anything, brackets too. */
function parseStat(text: string): Stat {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return { pid: Number.parseInt(text, 10), parent: Number(fields[1]) }
}

function everyProcess(): Stat[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.flatMap((pid) => {
    const text = read(`/proc/${pid}/stat`)
    return text === null ? [] : [parseStat(text)]
  })
}

/** The process and all below it; null where there is no `/proc`. */
function tree(root: number): Stat[] | null {
  if (process.platform !== 'linux') return null
  const children = Map.groupBy(everyProcess(), ({ parent }) => parent)
  const found: Stat[] = [{ pid: root, parent: 0 }]
  // grows while it is walked
  for (const { pid } of found) found.push(...(children.get(pid) ?? []))
  return found
}

/** The processes below one, it itself left out. */
export const descendants = (root: number): number[] =>
  (tree(root) ?? []).map(({ pid }) => pid).filter((pid) => pid !== root)

/** CPU time that the threads of the tree have used, ms; null where it is not known. */
export function cpuOfTree(root: number): number | null {
  const used = tree(root)?.flatMap(({ pid }) => threads(pid).map((path) => cpuOfThread(path)))
  return used === undefined ? null : sum(used)
}

function threads(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`).map((thread) => `/proc/${pid}/task/${thread}`)
  } catch {
    return []
  }
}

/** `schedstat`'s first figure is nanoseconds on a core; `stat` counts in hundredths of a second. */
const cpuOfThread = (path: string): number =>
  Number((read(`${path}/schedstat`) ?? '0').split(' ')[0]) / 1e6

/** Resident memory of the tree, bytes; what processes share counts for each of them. */
export function memoryOfTree(root: number): number | null {
  const resident = tree(root)?.map(({ pid }) => {
    const found = /^Rss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`) ?? '')
    return 1024 * Number(found?.[1] ?? 0)
  })
  return resident === undefined ? null : sum(resident)
}
