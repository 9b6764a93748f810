/** Which machine and software measured. */
import { readFileSync } from 'node:fs'
import { availableParallelism, cpus, release, type } from 'node:os'
import { cpuQuota } from './cores.ts'
import type { Environment } from '../model.ts'

const { version } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as { version: string }

export function environment(vitest: string, date: Date): Environment {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    quota: cpuQuota(),
    os: `${type()} ${release()}`,
    node: process.version,
    v8: process.versions.v8,
    vitest,
    lanemark: version,
    date: date.toISOString(),
  }
}
