/** What goes wrong beyond one machine: each in a group of its own, side by side, for most of the time is waiting. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { LanemarkError } from '../../src/index.ts'
import { machines } from '../../src/machines/machines.ts'
import {
  assassinate,
  findingOf,
  FORGETFUL,
  KERNELS,
  lazy,
  leftOf,
  rate,
  slow,
  square,
  startMachine,
  startServer,
  there,
  until,
  wayTo,
  weigh,
} from './support.ts'
import type { MachineProcess, Server } from './support.ts'

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 })

describe.skipIf(!there).concurrent('faults', () => {
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

  test('certificates on both sides, and who has none is told so', async () => {
    // made for this test, by an authority of its own, for a hundred years
    const of = (name: string): string =>
      fileURLToPath(new URL(`./tls/${name}.pem`, import.meta.url))
    const folder = await mkdtemp(join(tmpdir(), 'lanemark-nats-config-'))
    const config = join(folder, 'server.conf')
    await writeFile(
      config,
      `tls { cert_file: "${of('server')}", key_file: "${of('server-key')}", ca_file: "${of('ca')}", verify: true }`,
    )
    const own = await startServer(['-c', config])
    const servers = own.url.replace('nats:', 'tls:')
    const words = ['--tls-ca', of('ca'), '--tls-cert', of('client'), '--tls-key', of('client-key')]
    const one = await startMachine({ url: servers }, 'safe', { words })
    try {
      const [ca, cert, key] = await Promise.all(
        ['ca', 'client', 'client-key'].map((name) => readFile(of(name), 'utf8')),
      )
      const pool = machines({ servers, group: 'safe', tls: { ca, cert, key } as object })
      expect(await pool.map(square, [3])).toEqual([9])
      await pool.close()
      const stranger = machines({ servers, group: 'safe', tls: { ca } as object })
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
    const own = await startServer()
    const one = await startMachine(own, 'restart')
    const pool = machines({ servers: own.url, group: 'restart', patience: 20_000 })
    let done = 0
    const results = pool.map(slow, Array<number>(20).fill(150), {
      chunk: 1,
      onProgress: (progress) => {
        done = progress.done
      },
    })
    await until(async () => done > 2)
    await own.kill()
    await own.restart()
    expect(await results).toHaveLength(20)
    await pool.close()
    await one.stop()
    await own.close()
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
    const child = spawn(process.execPath, [FORGETFUL, server.url, 'orphans', '60000'])
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
      const pool = machines({ servers: server.url, group: 'versions' })
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
