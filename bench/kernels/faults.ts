/** Tasks that fail, each in its own way, and the one that runs beside them. */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** The heap overflows end at the heap's limit; without one they would take the machine along. */
const overflows = {
  'heap overflow: small objects'() {
    let list: unknown = null
    for (;;) list = { list }
  },
  'heap overflow: array growth'() {
    const array: number[] = []
    for (;;) array.push(array.length + 0.5)
  },
  'heap overflow: string growth'() {
    let text = ''
    for (let line = 0; ; line += 1) text += `line ${line} of a log that is kept in one string\n`
  },
  'heap overflow: large Map'() {
    const map = new Map<number, number>()
    for (let key = 0; ; key += 1) map.set(key, key)
  },
  'heap overflow: JSON.stringify'() {
    const line = 'x'.repeat(1024)
    const lines = Array.from({ length: 2 ** 18 }, () => line)
    const texts: string[] = []
    // 256 MiB each: what a limit of 32 MiB lets through once is too much the second time
    for (;;) texts.push(JSON.stringify(lines))
  },
}

const faults = {
  throw() {
    throw new RangeError('a task that throws')
  },
  'unhandled rejection': async () => {
    void Promise.reject(new Error('nobody handles this'))
    await sleep(200)
    return 'its own result'
  },
  'process.exit': () => process.exit(3),
  'process.abort': () => process.abort(),
  'native crash (SIGSEGV)': async () => {
    process.kill(process.pid, 'SIGSEGV')
    await sleep(10_000)
  },
  ...overflows,
  'endless loop'() {
    for (;;);
  },
} satisfies Record<string, () => unknown>

export type Fault = keyof typeof faults

export const FAULTS = Object.keys(faults) as Fault[]

/** Fails. */
export const fail = (fault: Fault): unknown => faults[fault]()

/** The task beside it: says in a file that it has begun, and ends when it is told to by another. */
export async function beside({ folder, task }: { folder: string; task: number }): Promise<number> {
  writeFileSync(join(folder, `begun-${task}`), '')
  while (!existsSync(join(folder, 'released'))) await sleep(10)
  return task
}

export const double = (number: number): number => 2 * number
