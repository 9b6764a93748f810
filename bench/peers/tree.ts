/** What the tree of processes below one of them uses, from `/proc`; elsewhere it is not known. */
import { readdirSync, readFileSync } from 'node:fs'

/** Ticks of a second in `/proc/<pid>/stat`; 100 on every Linux that Node supports. */
const TICKS = 100

interface Stat {
  pid: number
  parent: number
  /** CPU time used so far, ms. */
  cpu: number
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
  const ticks = Number(fields[11]) + Number(fields[12])
  return { pid: Number.parseInt(text, 10), parent: Number(fields[1]), cpu: (1000 * ticks) / TICKS }
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
  const below = (pid: number): Stat[] =>
    (children.get(pid) ?? []).flatMap((child) => [child, ...below(child.pid)])
  const own = read(`/proc/${root}/stat`)
  return own === null ? below(root) : [parseStat(own), ...below(root)]
}

/** The processes below one, it itself left out. */
export const descendants = (root: number): number[] =>
  (tree(root) ?? []).map(({ pid }) => pid).filter((pid) => pid !== root)

/** CPU time that the processes of the tree have used, ms; null where it is not known. */
export const cpuOfTree = (root: number): number | null =>
  tree(root)?.reduce((total, { cpu }) => total + cpu, 0) ?? null

/** Resident memory of the tree, bytes; what processes share counts for each of them. */
export function memoryOfTree(root: number): number | null {
  const resident = tree(root)?.map(({ pid }) => {
    const found = /^Rss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`) ?? '')
    return 1024 * Number(found?.[1] ?? 0)
  })
  return resident?.reduce((total, bytes) => total + bytes, 0) ?? null
}
