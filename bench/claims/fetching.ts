/** Claim 3: a server that takes its time, and how many requests are under way at once. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { concurrent, kernel, processes, serial, threads } from 'lanemark'
import type * as fetching from '../kernels/fetch.ts'

/** Ms until the server answers. */
export const DELAY = 20

export const fetchText = kernel<typeof fetching>(new URL('../kernels/fetch.ts', import.meta.url))

export interface Server extends AsyncDisposable {
  /** `http://127.0.0.1:49152`. */
  url: string
}

export async function startServer(): Promise<Server> {
  const program = fileURLToPath(new URL('server.ts', import.meta.url))
  const child = spawn(process.execPath, [program, String(DELAY)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const [port] = (await once(createInterface(child.stdout), 'line')) as [string]
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      child.stdin.end()
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}

export const pages = (url: string, count: number): string[] =>
  Array.from({ length: count }, (_, number) => `${url}/${number}`)

export interface Peak {
  label: string
  /** Requests that the server had under way at once, at most. */
  peak: number
}

/** What the server itself saw of each mode. */
export async function peaks(url: string, count: number): Promise<Peak[]> {
  const seen: Peak[] = []
  await peakSince(url)
  for (const open of [serial, concurrent, threads, processes]) {
    await using executor = open()
    await executor.map(fetchText, pages(url, count))
    const peak = await peakSince(url)
    const workers = executor.workers > 1 ? ` x${executor.workers}` : ''
    seen.push({ label: `${executor.mode}${workers}`, peak })
  }
  return seen
}

/** Asking begins a new count. */
async function peakSince(url: string): Promise<number> {
  const response = await fetch(`${url}/peak`)
  return Number(await response.text())
}
