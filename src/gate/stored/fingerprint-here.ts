/** This machine and its software, as far as figures depend on them. */
import { arch, release, type } from 'node:os'
import { availableCores } from '../../system/cores.ts'
import { environment } from '../../system/environment.ts'
import type { Fingerprint } from '../model/baseline.ts'
import type { Steady } from '../model/record.ts'
import { SLICE } from '../block/pairs.ts'
import type { Pace } from '../model/settings.ts'
import { steadyHere } from '../machine/steady.ts'

export function fingerprintHere(vitest: string, { warmup, rounds }: Pace): Fingerprint {
  const { cpu, node, lanemark } = environment(vitest, new Date())
  const options = (process.env['NODE_OPTIONS'] ?? '').split(/\s+/).filter((word) => word !== '')
  return {
    cpu,
    cores: availableCores(),
    arch: arch(),
    os: type(),
    release: release(),
    node,
    flags: [...process.execArgv, ...options],
    vitest,
    lanemark,
    pace: `${warmup} ms of warm-up, at most ${rounds} rounds of ${SLICE} ms, ${placeText(steadyHere())}`,
  }
}

const placeText = ({ core, addresses }: Steady): string =>
  `${core === null ? 'anywhere' : 'on one core'}, ${addresses ? 'same' : 'random'} addresses`
