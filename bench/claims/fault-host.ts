/**
 * One fault in one mode, in a process of its own: `node fault-host.ts <mode> <fault> <folder>`.
 * Says on standard output how far it came, a line each; the last words of a host that dies are then
 * known too.
 */
import { existsSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { concurrent, kernel, LanemarkError, processes, serial, threads } from 'lanemark'
import type { Executor, FixedMode } from 'lanemark'
import type { beside, double, fail, Fault } from '../kernels/faults.ts'

/** MiB of each worker: small, for a heap overflow has to come soon. */
const HEAP = 32

/** Ms that an endless loop is given; no other fault needs a limit. */
const ENDLESS = 1000

const module = new URL('../kernels/faults.ts', import.meta.url)
const [mode, fault, folder] = process.argv.slice(2) as [FixedMode, Fault, string]

const EXECUTORS: Record<FixedMode, () => Executor> = {
  serial,
  concurrent,
  threads: () => threads({ workers: 2, heap: HEAP }),
  processes: () => processes({ workers: 2, heap: HEAP }),
}

const say = (line: string): void => {
  writeSync(1, `${line}\n`)
}

function outcomeOf(error: unknown): string {
  if (!(error instanceof LanemarkError)) return String(error)
  const { finding } = error
  if (finding.code !== 'worker-died') return finding.code
  return `${finding.code} (${finding.signal ?? `exit code ${finding.exitCode ?? 'unknown'}`})`
}

/** A call of its own beside the failing one: a call that fails gives no results, in every mode. */
async function sibling(executor: Executor): Promise<void> {
  const [task] = await executor.map(kernel<typeof beside>(module, 'beside'), [{ folder, task: 1 }])
  if (task === 1) say('siblings')
}

async function failing(executor: Executor): Promise<void> {
  const options = fault === 'endless loop' ? { timeout: ENDLESS } : {}
  const outcome = await executor.map(kernel<typeof fail>(module, 'fail'), [fault], options).then(
    () => 'a result',
    (error: unknown) => outcomeOf(error),
  )
  say(`outcome ${outcome}`)
}

await using executor = EXECUTORS[mode]()
await executor.open()
const other = sibling(executor).catch(() => undefined)
while (!existsSync(join(folder, 'begun-1'))) await sleep(5)
say('ready')
await failing(executor)
writeFileSync(join(folder, 'released'), '')
await other
const doubled = await executor
  .map(kernel<typeof double>(module, 'double'), [1, 2, 3], { timeout: 5000 })
  .catch(() => [])
if (doubled.join() === '2,4,6') say('pool')
say('host')
