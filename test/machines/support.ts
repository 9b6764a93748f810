/** A real NATS server and real machines, each a process of its own, on the loopback. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { accessSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect as connectTo, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { setTimeout as after } from 'node:timers/promises'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { Objm } from '@nats-io/obj'
import { connect } from '@nats-io/transport-node'
import { endProcess, freePort, natsServer } from '../../bench/machines/nats-server.ts'
import { expect } from 'vitest'
import { kernel, LanemarkError } from '../../src/index.ts'

type Work = typeof import('./kernels/work.ts')
export const KERNELS = fileURLToPath(new URL('./kernels/', import.meta.url))
const at = new URL('./kernels/work.ts', import.meta.url)
export const square = kernel<Work['square']>(at, 'square')
export const slow = kernel<Work['slow']>(at, 'slow')
export const lazy = kernel<Work['lazy']>(at, 'lazy')
export const fail = kernel<Work['fail']>(at, 'fail')
export const assassinate = kernel<Work['assassinate']>(at, 'assassinate')
export const reflect = kernel<Work['reflect']>(at, 'reflect')
export const leave = kernel<Work['leave']>(at, 'leave')
export const weigh = kernel<Work['weigh']>(at, 'weigh')
export const rate = kernel<Work['rate']>(at, 'rate')
export const total = kernel<Work['total']>(at, 'total')

const PLACES = ['/usr/sbin/nats-server', '/usr/local/bin/nats-server', '/usr/bin/nats-server']

/** Null: it is not installed. */
export const NATS_SERVER = PLACES.find(isThere) ?? null

function isThere(path: string): boolean {
  try {
    accessSync(path)
    return true
  } catch {
    return false
  }
}

export interface Server {
  url: string
  /** Ends it without a word. */
  kill: () => Promise<void>
  /** Starts it again, with what it had stored. */
  restart: () => Promise<void>
  close: () => Promise<void>
}

export async function startServer(more: readonly string[] = []): Promise<Server> {
  const port = await freePort()
  const store = await mkdtemp(join(tmpdir(), 'lanemark-nats-'))
  let child = await natsServer(port, store, more)
  return {
    url: `nats://127.0.0.1:${port}`,
    kill: () => endProcess(child, 'SIGKILL'),
    async restart() {
      child = await natsServer(port, store, more)
    },
    async close() {
      await endProcess(child, 'SIGKILL')
      await rm(store, { recursive: true, force: true })
    },
  }
}

export interface MachineProcess {
  child: ChildProcess
  lines: string[]
  /** Resolves with the exit code. */
  ended: Promise<number | null>
  stop: (signal?: NodeJS.Signals) => Promise<number | null>
}

export const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url))

interface MachineOptions {
  workers?: number
  kernels?: string
  /** Ms that the lazy kernel takes there. */
  pace?: number
  /** What it is called in reports. */
  name?: string
  /** More of its command line. */
  words?: readonly string[]
  /** Who it is, as its environment says. */
  secrets?: Record<string, string>
}

/** `lanemark worker`; resolves when it is up. */
export async function startMachine(
  { url }: Pick<Server, 'url'>,
  group: string,
  {
    workers = 1,
    kernels = KERNELS,
    pace = 20,
    name,
    words: more = [],
    secrets = {},
  }: MachineOptions = {},
): Promise<MachineProcess> {
  const words = ['worker', '--servers', url, '--group', group, '--kernels', kernels]
  const named = name === undefined ? [] : ['--name', name]
  const args = [CLI, ...words, ...named, ...more, '--workers', String(workers)]
  const env = { ...process.env, ...secrets, TEST_PACE: String(pace) }
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const lines: string[] = []
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  const ready = Promise.withResolvers<void>()
  createInterface(child.stdout).on('line', (line) => {
    lines.push(line)
    ready.resolve()
  })
  await Promise.race([ready.promise, ended])
  const stop = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> => {
    child.kill(signal)
    return await ended
  }
  return { child, lines, ended, stop }
}

/** A way to the server that can be cut: then nothing passes, and no side is told. */
export interface Way {
  url: string
  cut: () => void
  mend: () => void
  close: () => void
}

export async function wayTo({ url }: Server): Promise<Way> {
  const sockets = new Set<Socket>()
  const port = Number(new URL(url).port)
  let isCut = false
  const server = createServer((near) => {
    const far = connectTo(port, '127.0.0.1')
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.on('data', (data) => void to.write(data))
      from.on('error', () => to.destroy())
      from.on('close', () => to.destroy())
      if (isCut) from.pause()
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `nats://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      isCut = true
      for (const socket of sockets) socket.pause()
    },
    mend() {
      isCut = false
      for (const socket of sockets) socket.resume()
    },
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

/** What is on the server of a group: messages, consumers, objects. */
export async function leftOf({ url }: Server, group: string) {
  const connection = await connect({ servers: url })
  try {
    const manager = await jetstreamManager(connection)
    const { state } = await manager.streams.info(`lanemark_${group}`)
    const consumers = await manager.consumers.list(`lanemark_${group}`).next()
    const objects = await new Objm(jetstream(connection)).open(`lanemark_${group}`)
    const callers = consumers.filter(({ name }) => name.startsWith('c_'))
    const status = await objects.status()
    return { messages: state.messages, callers: callers.length, bytes: status.size }
  } finally {
    await connection.close()
  }
}

/** Asks again and again until it is so; a busy machine takes its time. */
export async function until(isSo: () => Promise<boolean>, limit = 30_000): Promise<void> {
  const end = performance.now() + limit
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error('it has not come to that')
    await after(100)
  }
}

/** Where everything must hold, the server is installed. */
export const there = NATS_SERVER !== null || process.env['CI'] === 'true'
if (!there) console.warn('skipped: nats-server is not there (apt-get install nats-server)')

/** A program that forgets to close: `<server> <group> <ms of a task>`. */
export const FORGETFUL = fileURLToPath(new URL('./programs/forgetful.ts', import.meta.url))

/** What the promise was rejected with. */
export async function findingOf(promise: Promise<unknown>): Promise<LanemarkError> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(LanemarkError)
  return error as LanemarkError
}
