/** A NATS server and a worker of this machine, for as long as they are needed. */
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { endProcess, freePort, lineOf, natsServer } from './nats-server.ts'

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
  const server = await natsServer(port, store)
  const words = ['worker', '--servers', servers, '--group', group, '--kernels', KERNELS]
  const worker = spawn(process.execPath, [CLI, ...words, '--workers', String(workers)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await lineOf(worker, worker.stdout, 'lanemark worker')
  return {
    servers,
    group,
    async [Symbol.asyncDispose]() {
      await endProcess(worker, 'SIGTERM')
      await endProcess(server, 'SIGTERM')
      await rm(store, { recursive: true, force: true })
    },
  }
}
