/** Calls on other machines: a real server, and machines that are processes of their own. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { shared } from '../../src/index.ts'
import { machines } from '../../src/machines/machines.ts'
import type { Machines } from '../../src/machines/machines.ts'
import { decode, encode, loadOf, newPacking } from '../../src/machines/wire.ts'
import type { Word } from '../../src/machines/wire.ts'
import {
  fail,
  findingOf,
  FORGETFUL,
  leave,
  leftOf,
  rate,
  reflect,
  slow,
  square,
  startMachine,
  startServer,
  there,
  total,
  weigh,
} from './support.ts'
import type { MachineProcess, Server } from './support.ts'

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 })

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
    for (let call = 0; call < 1000; call += 1)
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
    // otherwise the first word heard of the call could be that it has ended
    await stranger.flush()
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

  test('a program that forgets to close ends by itself', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [
      FORGETFUL,
      server.url,
      'two',
      '10',
    ])
    expect(stdout).toBe('calling\n2 results\n')
  })
})
