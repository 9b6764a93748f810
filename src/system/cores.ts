/** How many cores this process may really use. */
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'

/**
 * Cores available to this process: the operating system's count, or less where a control group's
 * quota says so, which `os.availableParallelism()` does not know. Can be fractional.
 */
export function availableCores(): number {
  return Math.min(availableParallelism(), cpuQuota() ?? Infinity)
}

/** The CPU quota of this process's control group in cores; null when there is none. */
export function cpuQuota(): number | null {
  const groups = read('/proc/self/cgroup')
  if (groups === null) return null
  const quotas = quotaFiles(groups).map(({ quota, period }) =>
    parseQuota(read(quota), period === null ? null : read(period)),
  )
  const found = quotas.filter((cores) => cores !== null)
  return found.length === 0 ? null : Math.min(...found)
}

interface QuotaFiles {
  quota: string
  period: string | null
}

/**
 * The files that may hold a quota, from `/proc/self/cgroup`'s text: version 2 has one file with
 * quota and period, version 1 has two. Every ancestor counts, for the tightest limit holds.
 */
export function quotaFiles(groups: string): QuotaFiles[] {
  return groups.split('\n').flatMap((line): QuotaFiles[] => {
    const [, controllers, path] = /^\d+:([^:]*):(.*)$/.exec(line) ?? []
    if (path === undefined) return []
    if (controllers === '') {
      return ancestors('/sys/fs/cgroup', path).map((at) => ({
        quota: `${at}/cpu.max`,
        period: null,
      }))
    }
    if (controllers?.split(',').includes('cpu') !== true) return []
    return ancestors('/sys/fs/cgroup/cpu', path).map((at) => ({
      quota: `${at}/cpu.cfs_quota_us`,
      period: `${at}/cpu.cfs_period_us`,
    }))
  })
}

function ancestors(root: string, path: string): string[] {
  const parts = path.split('/').filter((part) => part !== '')
  return [...parts.keys(), parts.length].map((depth) => [root, ...parts.slice(0, depth)].join('/'))
}

/** Cores from `cpu.max` ("200000 100000", "max 100000") or from version 1's two files. */
export function parseQuota(quota: string | null, period: string | null): number | null {
  const [allowed, every] = [...(quota ?? '').trim().split(/\s+/), (period ?? '').trim()]
  const cores = Number(allowed) / Number(every)
  return Number.isFinite(cores) && cores > 0 ? cores : null
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
