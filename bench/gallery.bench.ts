/**
 * Functions that people run in bulk, each over a list of inputs: where threads win, where processes
 * win, where one event loop is enough, and where nothing beats one call after another.
 */
import { kernel, test } from 'lanemark'
import type { CompareOptions } from 'lanemark'
import * as inputs from './kernels/inputs.ts'

const quick = process.env['LANEMARK_QUICK'] === '1'

/** So many inputs; for a quick look a quarter of them, but one for each of libuv's four threads. */
const some = (count: number): number => (quick ? Math.max(4, Math.ceil(count / 4)) : count)

/** Ten rounds and more on two quiet cores; for a quick look the fewest that give intervals. */
const modes = ['concurrent', 'threads', 'processes', 'auto'] as const
const options: CompareOptions = quick ? { modes, rounds: 6 } : { modes, budget: 18_000 }

/** The same where eight cases are compared. */
const longer: CompareOptions = quick ? options : { budget: 28_000 }

const markdown = kernel<typeof import('./kernels/markdown.ts')>(
  new URL('./kernels/markdown.ts', import.meta.url),
)
const typescript = kernel<typeof import('./kernels/typescript.ts')>(
  new URL('./kernels/typescript.ts', import.meta.url),
)
const accessLog = kernel<typeof import('./kernels/access-log.ts')>(
  new URL('./kernels/access-log.ts', import.meta.url),
)
const thumbnail = kernel<typeof import('./kernels/thumbnail.ts')>(
  new URL('./kernels/thumbnail.ts', import.meta.url),
)
const drawdown = kernel<typeof import('./kernels/drawdown.ts')>(
  new URL('./kernels/drawdown.ts', import.meta.url),
)
const password = kernel<typeof import('./kernels/password.ts')>(
  new URL('./kernels/password.ts', import.meta.url),
)
const compress = kernel<typeof import('./kernels/compress.ts')>(
  new URL('./kernels/compress.ts', import.meta.url),
)
const slug = kernel<typeof import('./kernels/slug.ts')>(
  new URL('./kernels/slug.ts', import.meta.url),
)
const camelKeys = kernel<typeof import('./kernels/camel-keys.ts')>(
  new URL('./kernels/camel-keys.ts', import.meta.url),
)

// plain computing on texts: a pool pays where the calls are long against their way to a worker

test(`Markdown to HTML, ${some(400)} documents`, async ({ compareModes }) => {
  await compareModes(markdown, inputs.documents(some(400)), options)
})

test(`TypeScript to JavaScript, ${some(240)} modules`, async ({ compareModes }) => {
  await compareModes(typescript, inputs.modules(some(240)), options)
})

test(`JSON logs to figures, ${some(48)} files`, async ({ compareModes }) => {
  await compareModes(accessLog, inputs.accessLogs(some(48)), options)
})

test(`PNG thumbnails, ${some(32)} pictures`, async ({ compareModes }) => {
  const workers = [1, 2, 4]
  const pools = [{ mode: 'threads', workers } as const, { mode: 'processes', workers } as const]
  const own = { ...longer, modes: [...pools, 'auto' as const] }
  await compareModes(thumbnail, inputs.photographs(some(32)), own)
})

// fresh memory: threads share one address space, and its lock

test(`Price walks in fresh arrays, ${some(6)} walks`, async ({ compareModes }) => {
  await compareModes(drawdown, inputs.courses(some(6)), options)
})

// Node computes these on libuv's threads: one event loop is a pool already

test(`scrypt, asynchronous, ${some(8)} passwords`, async ({ compareModes }) => {
  await compareModes(password, inputs.logins(some(8)), options)
})

test(`Brotli, asynchronous, ${some(8)} assets`, async ({ compareModes }) => {
  await compareModes(compress, inputs.modules(some(8)), options)
})

// the way there and back costs more than the work

test(`Slugs, ${some(500)} titles`, async ({ compareModes }) => {
  await compareModes(slug, inputs.titles(some(500)), options)
})

test(`Renaming keys, ${some(16)} large objects`, async ({ compareModes }) => {
  await compareModes(camelKeys, inputs.apiPages(some(16)), options)
})
