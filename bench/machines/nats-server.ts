/** A NATS server of this machine, on the loopback. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'

/**
 * Starts it; resolves when it takes connections.
 * @param store folder for what JetStream keeps
 * @param more words of its command line
 */
export async function natsServer(
  port: number,
  store: string,
  more: readonly string[] = [],
): Promise<ChildProcess> {
  const words = ['-a', '127.0.0.1', '-p', String(port), '-js', '-sd', store, ...more]
  const child = spawn('nats-server', words, { stdio: ['ignore', 'ignore', 'pipe'] })
  await lineOf(child, child.stderr, 'Server is ready')
  return child
}

/** Resolves when the child has said a word; what it says later is not kept, so that its pipe does not fill. */
export async function lineOf(
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

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Resolves when it is gone. */
export async function endProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}
