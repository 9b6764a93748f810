/** CPU time that the host took from this machine, as Linux counts it. */
import { readFileSync } from 'node:fs'

/** Columns of the first line of /proc/stat; the two after `steal` are parts of user and nice. */
const STEAL = 7
const COLUMNS = 8

/** @returns ticks since the machine started: stolen and all; null where the system does not say */
function ticks(): { stolen: number; all: number } | null {
  let text: string
  try {
    text = readFileSync('/proc/stat', 'utf8')
  } catch {
    return null
  }
  return parseTicks(text)
}

/** @param text the content of /proc/stat (proc_stat(5)) */
export function parseTicks(text: string): { stolen: number; all: number } | null {
  const [line = ''] = text.split('\n')
  const columns = line
    .trim()
    .split(/\s+/)
    .slice(1, COLUMNS + 1)
    .map(Number)
  if (columns.length < COLUMNS || !columns.every(Number.isFinite)) return null
  return { stolen: columns[STEAL] ?? 0, all: columns.reduce((sum, one) => sum + one, 0) }
}

/**
 * Begins to watch.
 *
 * @returns a function that gives the share of all cores' time stolen since, 0 to 1; null where the
 *   system does not say
 */
export function watchStolen(): () => number | null {
  const before = ticks()
  return () => {
    const after = ticks()
    if (before === null || after === null || after.all <= before.all) return null
    return (after.stolen - before.stolen) / (after.all - before.all)
  }
}
