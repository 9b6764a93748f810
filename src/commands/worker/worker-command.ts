/** `lanemark worker`: this machine as one of a group. */
import { totalmem } from 'node:os'
import { resolve } from 'node:path'
import { readFileSync } from 'node:fs'
import type { Access } from '../../machines/link.ts'
import { refuse } from '../../machines/packages.ts'
import { NAME, namesOf } from '../../machines/names.ts'
import { invalid, many, one, refuseWords } from '../../option-values.ts'
import type { Given } from '../../option-values.ts'
import { resolvePool } from '../../pool-options.ts'
import { availableCores } from '../../system/cores.ts'
import type { ResolvedPool } from '../../pool-options.ts'
import type { GroupNames } from '../../machines/names.ts'

export interface WorkerSettings {
  access: Access
  names: GroupNames
  mode: 'threads' | 'processes'
  pool: ResolvedPool
  folders: string[]
  credentials: string | null
  /** What it is called; null: by its id. */
  name: string | null
}

/** @throws {LanemarkError} `option-invalid` */
export function parseWorkerWords(
  words: readonly string[],
  given: Given,
  root: string,
): WorkerSettings {
  refuseWords('worker', words)
  const servers = many(given, 'servers').flatMap((list) => list.split(','))
  if (servers.length === 0)
    return invalid('--servers', '', 'one or more, such as `nats://127.0.0.1:4222`')
  const mode = one(given, 'mode') ?? 'processes'
  if (mode !== 'threads' && mode !== 'processes') {
    return invalid('--mode', mode, '`threads` or `processes`')
  }
  const workers = one(given, 'workers')
  const folders = many(given, 'kernels')
  const creds = one(given, 'creds')
  return {
    access: { servers, ...secretsOf(given, root) },
    names: namesOf(one(given, 'prefix') ?? 'lanemark', one(given, 'group') ?? 'default'),
    mode,
    pool: resolvePool(workers === undefined ? {} : { workers: Number(workers) }),
    folders: (folders.length === 0 ? ['.'] : folders).map((folder) => resolve(root, folder)),
    name: nameOf(one(given, 'name')),
    credentials: creds === undefined ? null : textOf('creds', resolve(root, creds)),
  }
}

function nameOf(name: string | undefined): string | null {
  if (name === undefined) return null
  return NAME.test(name) ? name : invalid('--name', name, 'up to 64 letters, digits, and `_.- `')
}

/** TLS and who this is, as far as it is not in the server's address. */
function secretsOf(given: Given, root: string): Partial<Access> {
  const [ca, cert, key] = ['tls-ca', 'tls-cert', 'tls-key'].map((name) => one(given, name))
  const user = process.env['NATS_USER']
  const pass = process.env['NATS_PASSWORD']
  const token = process.env['NATS_TOKEN']
  const read = (option: string, file: string): string => textOf(option, resolve(root, file))
  const tls = {
    ...(ca === undefined ? {} : { ca: read('tls-ca', ca) }),
    ...(cert === undefined ? {} : { cert: read('tls-cert', cert) }),
    ...(key === undefined ? {} : { key: read('tls-key', key) }),
  }
  return {
    ...(Object.keys(tls).length === 0 ? {} : { tls }),
    ...(user === undefined ? {} : { user }),
    ...(pass === undefined ? {} : { pass }),
    ...(token === undefined ? {} : { token }),
  }
}

function textOf(option: string, file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return invalid(`--${option}`, file, 'a file that can be read')
  }
}

export interface RunningWorker {
  /** What to tell at first. */
  greeting: string
  /** Resolves when the server is lost for good. */
  lost: Promise<Error>
  stop: () => Promise<void>
}

/** @throws {LanemarkError} `server-unreachable`, `worker-unstartable`, `packages-missing` */
export async function startWorker(
  { access, names, mode, pool, folders, credentials, name }: WorkerSettings,
  say: (line: string) => void,
): Promise<RunningWorker> {
  const [{ Machine }, { Kernels }] = await Promise.all([
    import('../../machines/machine.ts').catch(refuse),
    import('../../machines/kernels.ts'),
  ])
  const kernels = new Kernels(folders)
  const own = credentials === null ? access : { ...access, ...(await authenticated(credentials)) }
  const cores = availableCores()
  const is = { name, cores, memory: totalmem() }
  const machine = await Machine.start({ access: own, names, mode, pool, kernels, is, say })
  return {
    greeting: `${machine.name}: ${pool.workers} ${mode} on ${cores} cores, ${kernels.count} modules in ${folders.join(', ')}, group ${names.stream} at ${String(access.servers)}`,
    lost: machine.lost,
    stop: () => machine.stop(),
  }
}

async function authenticated(text: string): Promise<Partial<Access>> {
  const { credsAuthenticator } = await import('@nats-io/transport-node')
  return { authenticator: credsAuthenticator(new TextEncoder().encode(text)) }
}
