/** Claim 1: what one failing task takes along, by fault and mode, each in a host of its own. */
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FaultCell, FaultMatrix, Mode } from 'lanemark'
import { runProgram } from './program.ts'
import type { Ended } from './program.ts'
import type { Python } from './python.ts'

/** Ms that a host is given; one that hangs costs no more than this. */
const DEADLINE = 30_000

/** MiB of the host's own heap, in which serial and concurrent tasks overflow. */
const HOST_HEAP = 64

const HOST = fileURLToPath(new URL('fault-host.ts', import.meta.url))

const MODES: readonly Mode[] = ['serial', 'concurrent', 'threads', 'processes']

/** What CPython's script knows; its heap has no limit to overflow, its loops nobody to end them. */
const PYTHON_FAULTS = ['throw', 'process.exit', 'process.abort', 'native crash (SIGSEGV)']

interface Host {
  fault: string
  mode: Mode
  program: string
  args: readonly string[]
}

export async function nodeFaults(faults: readonly string[]): Promise<FaultMatrix> {
  const hosts = faults.flatMap((fault) =>
    MODES.map((mode): Host => {
      const args = [`--max-old-space-size=${HOST_HEAP}`, HOST, mode, fault]
      return { fault, mode, program: process.execPath, args }
    }),
  )
  const title = `Node.js ${process.versions.node}: what was left after one task failed`
  return { kind: 'faults', title, cells: await observeAll(hosts) }
}

export async function pythonFaults(python: Python): Promise<FaultMatrix> {
  const modes: Mode[] = ['serial', 'threads', 'processes']
  const hosts = PYTHON_FAULTS.flatMap((fault) =>
    modes.map((mode): Host => {
      return {
        fault,
        mode,
        program: python.program,
        args: [python.script('faults.py'), mode, fault],
      }
    }),
  )
  const title = `${python.name}: what was left after one task failed`
  return { kind: 'faults', title, cells: await observeAll(hosts) }
}

/** As many hosts at a time as there are cores; the cells in the order of the hosts. */
async function observeAll(hosts: readonly Host[]): Promise<FaultCell[]> {
  const cells: FaultCell[] = []
  const queue = hosts.entries()
  const work = async (): Promise<void> => {
    for (const [index, host] of queue) cells[index] = await observe(host)
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  return cells
}

async function observe({ fault, mode, program, args }: Host): Promise<FaultCell> {
  // also where a core file would land
  const folder = await mkdtemp(join(tmpdir(), 'lanemark-fault-'))
  try {
    const ended = await runProgram(program, [...args, folder], { deadline: DEADLINE, cwd: folder })
    return { fault, mode, ...readCell(ended) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * The cell that a host's lines and end amount to.
 * @throws {Error} when it ended before the fault could happen: nothing was observed then
 */
export function readCell(ended: Ended): Omit<FaultCell, 'fault' | 'mode'> {
  const lines = ended.stdout.split('\n')
  if (!lines.includes('ready')) throw new Error(`a host did not come up: ${ended.stderr}`)
  const outcome = lines.find((line) => line.startsWith('outcome '))?.slice('outcome '.length)
  const host = lines.includes('host')
  return {
    outcome: outcome === undefined || !host ? deathOf(ended, outcome) : outcome,
    siblings: lines.includes('siblings'),
    pool: lines.includes('pool'),
    host,
  }
}

function deathOf({ signal, exitCode, overdue }: Ended, outcome: string | undefined): string {
  const got = outcome ?? 'nothing'
  if (overdue) return `${got}: the host hung`
  return `${got}: the host died (${signal ?? `exit code ${exitCode ?? 'unknown'}`})`
}
