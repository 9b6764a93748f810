/** An arm's process: started in a group of its own, so that nothing of it is left. */
import { spawn } from 'node:child_process'
import { dirname, extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { killGroup } from '../../system/process-group.ts'
import { sameAddresses } from '../machine/addresses.ts'
import { flagsFor } from './flags.ts'
import { GATE_VARIABLE } from './arm-protocol.ts'
import type { GateAddress } from './arm-protocol.ts'

export interface ArmProcess {
  /** Resolves when it is gone, to the end of what it said on stderr. */
  readonly ended: Promise<string>
  /** Ends it with all its children, at once. */
  kill: () => void
}

const arm = fileURLToPath(new URL(`./arm${extname(import.meta.url)}`, import.meta.url))

/** As much of stderr is kept, characters. */
const KEPT = 4000

/** All that run; whoever ends this process early ends them first. */
const running = new Set<ArmProcess>()

/** What all arms of a block have in common. */
export interface ArmSeeds {
  /** The run's. */
  run: number
  /** Of V8's hashes, from 1. */
  hash: number
}

export function startArm(root: string, address: GateAddress, seeds: ArmSeeds): ArmProcess {
  const words = [...sameAddresses(), process.execPath, ...flagsFor(seeds.hash), arm]
  const [command = '', ...rest] = words
  const child = spawn(command, rest, {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...process.env,
      NO_COLOR: '1',
      FORCE_COLOR: '0',
      LANEMARK_SEED: String(seeds.run),
      // what Vitest leaves there when it is killed goes with the socket
      TMPDIR: dirname(address.socket),
      [GATE_VARIABLE]: JSON.stringify(address),
    },
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-KEPT)
  })
  const kill = (): void => killGroup(child.pid)
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', () => {
      // workers that outlive their runner
      kill()
      running.delete(one)
      setImmediate(() => resolve(said))
    })
  })
  const one: ArmProcess = { ended, kill }
  running.add(one)
  return one
}

export function killAllArms(): void {
  for (const one of running) one.kill()
}
