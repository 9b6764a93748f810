/** Calls on other machines: a real server, and machines that are processes of their own. */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { LanemarkError, shared } from '../../src/index.ts'
import type { Breakdown } from '../../src/index.ts'
import { machines } from '../../src/machines/machines.ts'
import type { Machines } from '../../src/machines/machines.ts'
import type { CaseData, ReportData } from '../../src/report/schema.ts'
import { decode, encode, loadOf, newPacking } from '../../src/machines/wire.ts'
import type { Word } from '../../src/machines/wire.ts'
import {
  assassinate,
  CLI,
  fail,
  KERNELS,
  lazy,
  leave,
  leftOf,
  NATS_SERVER,
  rate,
  reflect,
  slow,
  square,
  startMachine,
  startServer,
  total,
  until,
  wayTo,
  weigh,
} from './support.ts'
import type { MachineProcess, Server } from './support.ts'

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 })

// where everything must hold, it is installed
const there = NATS_SERVER !== null || process.env['CI'] === 'true'
if (!there) console.warn('skipped: nats-server is not there (apt-get install nats-server)')

const program = fileURLToPath(new URL('./programs/forgetful.ts', import.meta.url))

async function findingOf(promise: Promise<unknown>) {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(LanemarkError)
  return error as LanemarkError
}

describe.skipIf(!there)('machines', () => {
  let server: Server
  let two: MachineProcess[]
  let pool: Machines

  beforeAll(async () => {
    server = await startServer()
    two = await Promise.all(['east', 'west'].map((name) => startMachine(server, 'two', { name })))
    pool = machines({ servers: server.url, group: 'two' })
  })

  afterAll(async () => {
    await pool?.close()
    await Promise.all((two ?? []).map((machine) => machine.stop()))
    await server?.close()
  })

  test('give results in the order of the inputs, and both take part', async () => {
    const inputs = Array.from({ length: 300 }, (_, index) => index)
    expect(await pool.map(square, inputs)).toEqual(inputs.map((input) => input ** 2))
    const pids = await pool.map(slow, Array<number>(8).fill(200), { chunk: 1 })
    expect(new Set(pids)).toEqual(new Set(two.map(({ child }) => child.pid)))
  })

  test('stream, settle, progress, and inputs that come one by one', async () => {
    const told: number[] = []
    const onProgress = ({ done }: { done: number }): void => void told.push(done)
    const inputs = async function* () {
      for (const value of [1, -2, 3]) yield value
    }
    const outcomes = await pool.map(fail, inputs(), { settle: true, onProgress })
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(told.at(-1)).toBe(3)
    const found = new Map<number, number>()
    for await (const { index, result } of pool.stream(square, [4, 5])) found.set(index, result)
    expect(Object.fromEntries(found)).toEqual({ 0: 16, 1: 25 })
  })

  test('name the input that failed, with the kernel’s own error', async () => {
    const error = await findingOf(pool.map(fail, [1, 2, -3], { chunk: 3 }))
    expect(error.finding).toMatchObject({
      code: 'task-threw',
      mode: 'machines',
      index: 2,
      error: 'RangeError: -3 is below zero',
    })
    expect(error.cause).toBeInstanceOf(RangeError)
  })

  test('a task that takes its worker down costs no other its result', async () => {
    const outcomes = await pool.map(leave, [1, -2, 3], { settle: true, chunk: 1 })
    expect(outcomes[0]).toMatchObject({ value: 1 })
    expect(outcomes[1]).toMatchObject({ reason: { code: 'worker-died', finding: { index: 1 } } })
    expect(outcomes[2]).toMatchObject({ value: 3 })
  })

  test('a task has its time', async () => {
    const failed = pool.map(slow, [1, 5000], { timeout: 200, chunk: 1 })
    expect((await findingOf(failed)).finding).toMatchObject({ code: 'task-timeout', index: 1 })
  })

  test('a context, shared memory, and values that fit no message', async () => {
    const rates = new Map([
      ['EUR', 1],
      ['USD', 1.08],
    ])
    expect(await pool.map(rate, ['USD', 'EUR'], { context: rates })).toEqual([1.08, 1])
    const numbers = shared(Float64Array.of(1, 2))
    expect(await pool.map(total, [numbers])).toEqual([3])
    expect(await pool.map(reflect, [{ numbers }])).toEqual([{ numbers }])
    const large = new Uint8Array(3 * 2 ** 20).fill(7)
    const results = await pool.map(weigh, [large, large, Uint8Array.of(1)], { chunk: 1 })
    expect(results.map((bytes) => [bytes.length, bytes[0]])).toEqual([
      [large.length, 8],
      [large.length, 8],
      [1, 2],
    ])
  })

  test('refuse what cannot cross, and what only one machine can do', async () => {
    const finding = (await findingOf(pool.map(square, [(() => 1) as never]))).finding
    expect(finding).toMatchObject({ code: 'cannot-cross', mode: 'machines', index: 0 })
    const into = { output: shared(new Float64Array(1)), range: (): [number, number] => [0, 1] }
    expect((await findingOf(pool.map(square, [1], { into }))).finding).toMatchObject({
      code: 'option-invalid',
      option: 'into',
    })
  })

  test('an aborted call ends at once, and its machines are free', async () => {
    const abort = new AbortController()
    const failed = pool.map(slow, Array<number>(50).fill(400), { signal: abort.signal })
    setTimeout(() => abort.abort(new Error('enough')), 300)
    await expect(failed).rejects.toThrow('enough')
    expect(await pool.map(square, [3])).toEqual([9])
  })

  test('tell the times of their trips', async () => {
    const { trips, times } = await pool.run(slow, [20, 20, 20, 20], { chunk: 1 })
    expect(trips).toHaveLength(4)
    for (const { sent, started, ended, done } of trips) {
      expect([sent, started, ended, done].toSorted((a, b) => a - b)).toEqual([
        sent,
        started,
        ended,
        done,
      ])
    }
    expect(times?.ended).toHaveLength(4)
  })

  test('many calls one after another leave nothing behind', async () => {
    for (let call = 0; call < 200; call += 1)
      expect(await pool.map(square, [call])).toEqual([call ** 2])
    await pool.close()
    expect(await leftOf(server, 'two')).toMatchObject({ messages: 0, callers: 0, bytes: 0 })
    pool = machines({ servers: server.url, group: 'two' })
  })

  test('a message that is none of ours ends no machine', async () => {
    const connection = await connect({ servers: server.url })
    const garbage = [new Uint8Array(0), Uint8Array.of(1, 2, 3), Buffer.from('{"kind":"call"}')]
    for (const data of garbage) {
      connection.publish('lanemark.two.calls', data)
      connection.publish('lanemark.two.work.0123.abc', data)
    }
    await connection.drain()
    expect(await pool.map(square, [6])).toEqual([36])
    const manager = await connect({ servers: server.url })
    await (await jetstreamManager(manager)).streams.purge('lanemark_two')
    await manager.close()
  })

  test('what somebody else makes up of a call ends neither its caller nor a machine', async () => {
    const warnings: Error[] = []
    const warn = (warning: Error): void => void warnings.push(warning)
    process.on('warning', warn)
    const stranger = await connect({ servers: server.url })
    const junk = { ...loadOf(newPacking()), bytes: Uint8Array.of(255, 15, 99, 99), count: 1 }
    const good = newPacking()
    good.add(undefined)
    const beats = stranger.subscribe('lanemark.two.calls', { max: 1 })
    const results = pool.map(slow, Array<number>(6).fill(300), { chunk: 1 })
    for await (const { data } of beats) {
      const { call, caller, kernel: of } = decode('beat', data) as Word<'beat'>
      stranger.publish(
        `lanemark.two.work.${of.id}.${call}`,
        encode('chunk', { call, chunk: 99, inputs: junk }),
      )
      const made = { call, chunk: 1, machine: 'nobody', took: 1 }
      const failures = [{ position: 0, finding: { code: 'nonsense' }, cause: null }]
      for (const outcome of [
        { results: junk, failures: [], run: null },
        { results: loadOf(good), failures, run: null },
        { object: 'nowhere' },
      ]) {
        stranger.publish(
          `lanemark.two.done.${caller}.${call}`,
          encode('result', { ...made, outcome }),
        )
      }
    }
    expect(await results).toHaveLength(6)
    expect(warnings.map(({ message }) => message)).toContain('a damaged result was dropped')
    process.off('warning', warn)
    await stranger.close()
  })

  test('say who they are, and give a call as many workers as it asks for', async () => {
    await using one = machines({ servers: server.url, group: 'two', workers: 1 })
    expect(new Set(await one.map(slow, Array<number>(6).fill(20), { chunk: 1 }))).toHaveLength(1)
    expect(one.machines).toHaveLength(1)
    expect(['east', 'west']).toContain(one.machines[0]?.name)
    expect(one.machines[0]).toMatchObject({ workers: 1 })
    await one.map(slow, [20], { workers: 1 })
    await pool.map(slow, Array<number>(6).fill(20))
    expect(new Set(pool.machines.map(({ name }) => name))).toEqual(new Set(['east', 'west']))
    expect(pool.workers).toBe(2)
  })

  test('in a comparison: by workers, with bounds and trips', async () => {
    const out = await mkdtemp(join(tmpdir(), 'lanemark-machines-'))
    const words = ['--modes', 'processes,machines', '--workers', '1,2', '--budget', '1s']
    const inputs = ['--inputs', JSON.stringify(Array<number>(12).fill(20)), '--out', out]
    const where = ['--servers', server.url, '--group', 'two', '--json']
    const args = [CLI, 'compare', join(KERNELS, 'work.ts#spin'), ...inputs, ...words, ...where]
    try {
      await promisify(execFile)(process.execPath, args)
      const read = (end: string): Promise<string> =>
        readFile(join(out, `compare-test-machines-kernels-work-spin.${end}`), 'utf8')
      const page = await read('md')
      const { comparisons } = JSON.parse(await read('json')) as ReportData
      const cases = new Map(comparisons[0]?.cases.map((one) => [one.label, one]))
      expect([...cases.keys()].toSorted()).toEqual([
        'machines x1',
        'machines x2',
        'processes x1',
        'processes x2',
        'serial',
      ])
      const [one, both] = ['machines x1', 'machines x2'].map(
        (label) => cases.get(label) as CaseData,
      ) as [CaseData, CaseData]
      expect(one.remote?.machines).toHaveLength(1)
      expect(both.remote?.machines.map(({ name }) => name).toSorted()).toEqual(['east', 'west'])
      for (const { remote, bound, workers, breakdown, trips } of [one, both]) {
        // the way of the messages is in the bound
        expect(remote?.way).toBeGreaterThan(0)
        expect(bound).toBeLessThan(workers)
        const { makespan, ideal, parts } = breakdown as Breakdown
        const sum = Object.values(parts).reduce((all, part) => all + part, 0)
        expect(sum).toBeCloseTo(makespan - ideal, 6)
        expect(new Set(trips.lane)).toEqual(new Set(Array.from({ length: workers }).keys()))
      }
      expect(one.breakdown?.lanes[0]?.worker?.machine).toBe(one.remote?.machines[0]?.name)
      expect(page).toMatch(/`machines x1` ran on `(east|west)` with one worker on/)
      expect(page).toMatch(/\n(east|west) \| \d+ process \| 0 thread/)
    } finally {
      await rm(out, { recursive: true, force: true })
    }
  })

  test('a comparison that asks for more workers than there are says so', async () => {
    const words = ['--inputs', '[1, 2]', '--modes', 'machines', '--workers', '3', '--json']
    const where = ['--servers', server.url, '--group', 'two']
    const args = [CLI, 'compare', join(KERNELS, 'work.ts#square'), ...words, ...where]
    const failed = (await promisify(execFile)(process.execPath, args).catch(
      (error: unknown) => error,
    )) as { stdout: string }
    expect(failed.stdout).toContain('as many as the machines have, which is 2')
  })

  test('a program that forgets to close ends by itself', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [
      program,
      server.url,
      'two',
      '10',
    ])
    expect(stdout).toBe('calling\n2 results\n')
  })
})

describe.skipIf(!there)('faults', () => {
  let server: Server
  const started: MachineProcess[] = []

  const machine = async (group: string, options = {}): Promise<MachineProcess> => {
    const one = await startMachine(server, group, options)
    started.push(one)
    return one
  }

  beforeAll(async () => {
    server = await startServer()
  })

  afterAll(async () => {
    await Promise.all(started.map((one) => one.stop('SIGKILL')))
    await server?.close()
  })

  test('a machine that is killed in a task: others run it, nothing is lost or counted twice', async () => {
    const [first] = await Promise.all([machine('killed'), machine('killed')])
    const pool = machines({ servers: server.url, group: 'killed' })
    let done = 0
    const results = pool.map(slow, Array<number>(12).fill(300), {
      chunk: 1,
      onProgress: (progress) => {
        done = progress.done
      },
    })
    await until(async () => done > 1)
    await first.stop('SIGKILL')
    expect(await results).toHaveLength(12)
    expect(done).toBe(12)
    await pool.close()
  })

  test('a machine that is cut off for longer than a chunk is waited for', async () => {
    const way = await wayTo(server)
    const journal = join(await mkdtemp(join(tmpdir(), 'lanemark-journal-')), 'runs')
    try {
      await Promise.all([
        machine('cut'),
        startMachine(way, 'cut', { pace: 400 }).then((one) => started.push(one)),
      ])
      const pool = machines({ servers: server.url, group: 'cut' })
      let done = 0
      const inputs = Array.from({ length: 30 }, (_, task) => ({ journal, task }))
      const results = pool.map(lazy, inputs, {
        chunk: 1,
        onProgress: (progress) => {
          done = progress.done
        },
      })
      // it has begun a task, whose result nobody will see in time
      await until(async () => (await readFile(journal, 'utf8').catch(() => '')).includes(' 400'))
      way.cut()
      expect(await results).toHaveLength(30)
      expect(done).toBe(30)
      way.mend()
      expect(await pool.map(square, [5])).toEqual([25])
      await pool.close()
    } finally {
      way.close()
      await rm(dirname(journal), { recursive: true })
    }
  })

  test('a slow machine keeps what it has begun, and others do the rest', async () => {
    const journal = join(await mkdtemp(join(tmpdir(), 'lanemark-journal-')), 'runs')
    await Promise.all([machine('slow'), machine('slow', { pace: 4000 })])
    const pool = machines({ servers: server.url, group: 'slow' })
    // both have loaded the kernel, and are known
    await pool.map(square, Array<number>(50).fill(1), { chunk: 1 })
    const inputs = Array.from({ length: 40 }, (_, task) => ({ journal, task }))
    const paces = await pool.map(lazy, inputs, { chunk: 1 })
    const runs = (await readFile(journal, 'utf8')).trimEnd().split('\n')
    expect(runs).toHaveLength(40)
    // one under way, and at first one more, before it was known to be long
    expect(paces.filter((pace) => pace === '4000').length).toBeLessThanOrEqual(3)
    await pool.close()
    await rm(dirname(journal), { recursive: true })
  })

  test('a task that ends whole machines fails after some, and costs no other its result', async () => {
    const all = await Promise.all(Array.from({ length: 5 }, () => machine('victims')))
    const pool = machines({ servers: server.url, group: 'victims', patience: 20_000 })
    const outcomes = await pool.map(assassinate, [1, -2, 3], { settle: true, chunk: 1 })
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(outcomes[1]).toMatchObject({ reason: { code: 'worker-died', finding: { index: 1 } } })
    // it is withdrawn, so that the last machine lives
    expect(await pool.map(square, [4])).toEqual([16])
    expect(all.filter(({ child }) => child.signalCode === null)).toHaveLength(1)
    await pool.close()
  })

  test('the permissions that the page shows are enough, and needed', async () => {
    const page = await readFile(new URL('../../docs/machines.md', import.meta.url), 'utf8')
    const [, block = ''] = /```\n(authorization .*?)```/s.exec(page) ?? []
    const folder = await mkdtemp(join(tmpdir(), 'lanemark-nats-config-'))
    const config = join(folder, 'server.conf')
    await writeFile(config, block.replace('$MACHINES', 'secret'))
    const own = await startServer(['-c', config])
    const secrets = { NATS_USER: 'machines', NATS_PASSWORD: 'secret' }
    const one = await startMachine(own, 'default', { secrets })
    try {
      const access = { servers: own.url, user: 'machines', pass: 'secret' }
      const pool = machines(access)
      const large = new Uint8Array(2 ** 20).fill(1)
      expect((await pool.map(weigh, [large]))[0]?.[0]).toBe(2)
      expect(await pool.map(rate, ['a'], { context: new Map([['a', 1]]) })).toEqual([1])
      await pool.close()
      const other = machines({ ...access, group: 'others', patience: 1500 })
      expect(await findingOf(other.map(square, [1]))).toBeInstanceOf(LanemarkError)
      await other.close()
      const stranger = machines({ servers: own.url })
      const { finding } = await findingOf(stranger.map(square, [1]))
      expect(finding).toMatchObject({ code: 'server-unreachable' })
    } finally {
      await one.stop()
      await own.close()
      await rm(folder, { recursive: true })
    }
  })

  test('a hundred thousand tasks', async () => {
    await machine('many', { workers: 2 })
    const pool = machines({ servers: server.url, group: 'many' })
    const inputs = Array.from({ length: 100_000 }, (_, index) => index)
    expect(await pool.map(square, inputs)).toEqual(inputs.map((input) => input ** 2))
    await pool.close()
  })

  test('the server is killed in the middle, and starts again with what it had', async () => {
    await machine('restart')
    const pool = machines({ servers: server.url, group: 'restart', patience: 20_000 })
    let done = 0
    const results = pool.map(slow, Array<number>(20).fill(150), {
      chunk: 1,
      onProgress: (progress) => {
        done = progress.done
      },
    })
    await until(async () => done > 2)
    await server.kill()
    await server.restart()
    expect(await results).toHaveLength(20)
    await pool.close()
  })

  test('the stream is deleted in the middle', async () => {
    await machine('deleted')
    const pool = machines({ servers: server.url, group: 'deleted', patience: 20_000 })
    let done = 0
    const results = pool.map(slow, Array<number>(12).fill(200), {
      chunk: 1,
      onProgress: (progress) => {
        done = progress.done
      },
    })
    await until(async () => done > 2)
    const connection = await connect({ servers: server.url })
    await (await jetstreamManager(connection)).streams.delete('lanemark_deleted')
    await connection.close()
    expect(await results).toHaveLength(12)
    await pool.close()
  })

  test('a caller that is killed leaves nothing that goes on', async () => {
    await machine('orphans')
    const child = spawn(process.execPath, [program, server.url, 'orphans', '60000'])
    const gone = once(child, 'exit')
    await once(child.stdout, 'data')
    await until(async () => (await leftOf(server, 'orphans').catch(() => null))?.messages === 2)
    child.kill('SIGKILL')
    await gone
    await until(async () => (await leftOf(server, 'orphans')).messages === 0)
    const pool = machines({ servers: server.url, group: 'orphans' })
    expect(await pool.map(square, [2])).toEqual([4])
    await pool.close()
  })

  test('a machine that is told to leave ends what it has begun', async () => {
    const own = await machine('leaving')
    const pool = machines({ servers: server.url, group: 'leaving' })
    const results = pool.map(slow, [1500])
    await until(async () => (await leftOf(server, 'leaving')).messages === 1)
    // it has begun when it says so
    await new Promise((resolve) => setTimeout(resolve, 700))
    expect(await own.stop()).toBe(0)
    expect(await results).toHaveLength(1)
    expect(own.lines.at(-1)).toContain('leaving')
    await pool.close()
  })

  test('nobody is there: says what to start', async () => {
    const pool = machines({ servers: server.url, group: 'nobody', patience: 1500 })
    const error = await findingOf(pool.map(square, [1]))
    expect(error.finding).toMatchObject({ code: 'no-machines', file: 'work.ts', others: [] })
    expect(error.message).toContain(`npx lanemark worker --servers ${server.url}`)
    await pool.close()
  })

  test('another version of the kernel: says both hashes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lanemark-kernels-'))
    try {
      const path = join(folder, 'work.ts')
      await copyFile(join(KERNELS, 'work.ts'), path)
      await machine('versions', { kernels: folder })
      // the same code in another place is the same kernel
      const pool = machines({ servers: server.url, group: 'versions', patience: 2500 })
      expect(await pool.map(square, [3])).toEqual([9])
      await writeFile(path, 'export const square = (value: number): number => value ** 2\n')
      const error = await findingOf(pool.map(square, [3]))
      expect(error.message).toMatch(
        /have another work\.ts: .* hash [0-9a-f]{32} here and [0-9a-f]{32}/,
      )
      await pool.close()
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  test('no server: says what to start', async () => {
    const pool = machines({ servers: 'nats://127.0.0.1:1', patience: 1500 })
    const error = await findingOf(pool.map(square, [1]))
    expect(error.finding).toMatchObject({
      code: 'server-unreachable',
      servers: 'nats://127.0.0.1:1',
    })
    expect(error.message).toContain('nats-server --jetstream')
    await pool.close()
  })

  test('a closed executor is of no use', async () => {
    const pool = machines({ servers: server.url, group: 'closed' })
    await pool.close()
    expect((await findingOf(pool.map(square, [1]))).code).toBe('closed')
  })
})
