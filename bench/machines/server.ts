/** A NATS server and a worker of this machine, for as long as they are needed. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))
const KERNELS = fileURLToPath(new URL('../', import.meta.url))

export interface Ground extends AsyncDisposable {
  servers: string
  group: string
}

export async function ground(workers: number): Promise<Ground> {
  const store = await mkdtemp(join(tmpdir(), 'lanemark-nats-'))
  const port = await freePort()
  const servers = `nats://127.0.0.1:${port}`
  const group = 'bench'
  const server = spawn(
    'nats-server',
    ['-a', '127.0.0.1', '-p', String(port), '-js', '-sd', store],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  await until(server, server.stderr, 'Server is ready')
  const words = ['worker', '--servers', servers, '--group', group, '--kernels', KERNELS]
  const worker = spawn(process.execPath, [CLI, ...words, '--workers', String(workers)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await until(worker, worker.stdout, 'lanemark worker')
  return {
    servers,
    group,
    async [Symbol.asyncDispose]() {
      await end(worker)
      await end(server)
      await rm(store, { recursive: true, force: true })
    },
  }
}

async function until(
  child: ChildProcess,
  from: NodeJS.ReadableStream,
  word: string,
): Promise<void> {
  for await (const line of createInterface({ input: from })) {
    if (!line.includes(word)) continue
    from.resume()
    return
  }
  throw new Error(`${child.spawnfile} ended before it was ready`)
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
