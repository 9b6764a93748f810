/** For every code an occasion on which the error is really thrown, on what lies in a folder. */
import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inputsFrom } from '../../src/commands/compare/asked-inputs.ts'
import { addFile } from '../../src/commands/init/steps.ts'
import { refuse } from '../../src/machines/packages.ts'
import { vitestHere } from '../../src/commands/vitest-here.ts'
import { compareModes } from '../../src/compare/compare-modes.ts'
import { refuseOthersThanNode } from '../../src/compare/surroundings.ts'
import type { Finding } from '../../src/findings.ts'
import { differencesOf } from '../../src/gate/decide/stored/fingerprint.ts'
import { parseBaseline } from '../../src/gate/stored/file.ts'
import { headListing } from '../../src/gate/listing.ts'
import type { Listed } from '../../src/gate/arms/arm-protocol.ts'
import { install } from '../../src/gate/sides/dependencies.ts'
import { commitOf, topLevel } from '../../src/gate/sides/git.ts'
import { claimWorkspace } from '../../src/gate/sides/lock.ts'
import { runSetup } from '../../src/gate/sides/setup.ts'
import { baselineForeign } from '../../src/gate/stored/stored-gate.ts'
import { baselineFailed } from '../../src/gate/stored/save.ts'
import { kernel, serial, threads, shared } from '../../src/index.ts'
import type { CompareOptions, Kernel } from '../../src/index.ts'
import { nobodyFor } from '../../src/machines/active-call.ts'
import { machines } from '../../src/machines/machines.ts'
import { namesOf } from '../../src/machines/names.ts'
import { parseGate } from '../../src/gate/page/file.ts'
import { parseReport } from '../../src/report/report-file.ts'
import { writeOwn } from '../../src/system/files.ts'
import { checkNode } from '../../src/system/node-version.ts'
import { FINGERPRINT } from '../gate/stored/examples.ts'
import { fakeHost } from '../compare/fake-host.ts'
import { interleave } from '../../src/measure/interleave.ts'
import { async, settingsFor } from '../measure/support.ts'
import { repository } from '../gate/e2e/repository.ts'

export interface Example {
  /** When it is thrown, in a sentence. */
  when: string
  /** Throws it. */
  occasion: (folder: string) => unknown
}

type AnyKernel = Kernel<never, unknown>

/** A kernel with this text. */
async function kernelOf(folder: string, text: string, name = 'kernel.ts'): Promise<AnyKernel> {
  const path = join(folder, name)
  await writeFile(path, text)
  return kernel<never>(pathToFileURL(path))
}

const map =
  (text: string, inputs: unknown[], options = {}) =>
  async (folder: string): Promise<unknown> => {
    await using pool = threads({ workers: 1 })
    return await pool.map(await kernelOf(folder, text), inputs as never[], options)
  }

const compare =
  (text: string, inputs: unknown[], options: CompareOptions = {}) =>
  async (folder: string): Promise<unknown> =>
    await compareModes(
      await kernelOf(folder, text),
      inputs as never[],
      { modes: ['concurrent'], rounds: 1, ...options },
      fakeHost(),
    )

const none = new AbortController().signal

const picked = (filters: string[]) => ({ filters, projects: [], named: null })

const nothingListed: Listed = { type: 'listed', vitest: '5.1.1', acknowledged: [], files: [] }

const IDENTITY = 'export default (input: unknown) => input'

const ACCOUNT = `class Account {
  #balance = 5
  get balance() { return this.#balance }
}
`

export const KERNELS = {
  'kernel-unnamed': {
    when: 'A function, a URL or nothing was given where a kernel belongs.',
    occasion: async () => await serial().map(Math.sqrt as never, [1]),
  },
  'kernel-unreadable': {
    when: 'The kernel’s module, or one that it imports, cannot be loaded by Node.',
    occasion: map(
      "import { sum } from '@/sum'\nexport default (input: number) => sum(input)\n",
      [1],
    ),
  },
  'kernel-ambiguous': {
    when: 'The module has several functions, and none of them was named.',
    occasion: map('export const quick = () => 1\nexport const merge = () => 1\n', [1]),
  },
  'kernel-missing-export': {
    when: 'The module has no export of that name.',
    occasion: async (folder) => {
      const { url } = await kernelOf(folder, 'export const quick = () => 1\n')
      return await serial().map(kernel<never>(url, 'quik'), [1] as never[])
    },
  },
  'kernel-not-function': {
    when: 'The export is something else than a function.',
    occasion: map('export default { quick: 1 }\n', [1]),
  },
  'kernel-async-generator': {
    when: 'The export is an async generator function, whose turns nobody could take.',
    occasion: map('export default async function* ticks() {}\n', [1]),
  },
} satisfies Partial<Record<Finding['code'], Example>>

/** A package that nobody has. */
const missing: string = '@nats-io/not-there'

export const CALLS = {
  'option-invalid': {
    when: 'An option, an input list or an argument is none that makes sense.',
    occasion: () => threads({ workers: 0 }),
  },
  'no-inputs': { when: 'The list of inputs is empty.', occasion: compare(IDENTITY, []) },
  'task-threw': {
    when: 'The kernel threw. Its own error is the `cause`.',
    occasion: map("export default () => { throw new RangeError('too wide') }\n", [{ width: 640 }]),
  },
  'task-timeout': {
    when: 'A call took longer than it may.',
    occasion: map('export default () => new Promise(() => {})\n', [640], { timeout: 50 }),
  },
  'late-error': {
    when: 'An error came from something that the kernel had started and not awaited.',
    occasion: map(
      "export default async () => {\n  setTimeout(() => { throw new Error('too late') })\n  await new Promise(() => {})\n}\n",
      [640],
    ),
  },
  'inputs-threw': {
    when: 'The iterable of inputs threw before it came to its end.',
    occasion: async (folder) => {
      const texts = function* texts(): Generator<string> {
        yield 'first'
        throw new Error('the file ends here')
      }
      return await serial().map(await kernelOf(folder, IDENTITY), texts() as Iterable<never>)
    },
  },
  'cost-unusable': {
    when: 'The option `cost` threw, or returned no number.',
    occasion: map(IDENTITY, [{ width: 640 }], { cost: () => '640 px' }),
  },
  'division-failed': {
    when: 'The kernel’s `split` or `merge` threw, or returned what it must not.',
    occasion: map(
      'export const sum = (list: number[]) => list.length\nexport const split = (list: number[], parts: number) => list.slice(parts)\nexport const merge = () => 0\n',
      [[1, 2]],
      { divide: 2 },
    ),
  },
  'packages-missing': {
    when: '`lanemark worker` was started where the NATS packages are not installed.',
    occasion: () => import(missing).catch(refuse),
  },
  'server-unreachable': {
    when: 'No NATS server with JetStream answers.',
    occasion: () => machines({ servers: 'nats://127.0.0.1:1' }).open(),
  },
  'no-machines': {
    when: 'No machine of the group has the kernel, or the machines have another version of it.',
    occasion: () => {
      const kernelOfName = { file: 'primes.ts', id: '3f0a0d7e52b1c9d84e6b0a91f7c2d3e5' }
      throw nobodyFor(kernelOfName, 'nats://10.0.0.5:4222', namesOf('lanemark', 'default'), [
        '91b27c0d4f5e6a38b7c1d2e3f4a5b6c7',
      ])
    },
  },
  'not-shareable': {
    when: '`shared` was given something else than a typed array.',
    occasion: () => shared([1, 2, 3] as never),
  },
  'worker-died': {
    when: 'A worker ended during a call: it left, crashed, or ran out of memory.',
    occasion: map('export default () => process.exit(7)\n', [640]),
  },
  'worker-unstartable': {
    when: 'A worker did not come up.',
    occasion: async (folder) => {
      const { NODE_OPTIONS = '' } = process.env
      process.env['NODE_OPTIONS'] = '--no-such-option-of-node'
      try {
        return await map(IDENTITY, [1])(folder)
      } finally {
        process.env['NODE_OPTIONS'] = NODE_OPTIONS
      }
    },
  },
  'cannot-cross': {
    when: 'An input or a result has a part that cannot be sent to a worker or back.',
    occasion: map(`${ACCOUNT}export default () => ({ list: [new Account()] })\n`, [640]),
  },
  closed: {
    when: 'An executor was used after `close()`.',
    occasion: async () => {
      const pool = threads({ workers: 1 })
      await pool.close()
      return await pool.open()
    },
  },
} satisfies Partial<Record<Finding['code'], Example>>

export const COMPARISONS = {
  'call-timeout': {
    when: 'A call of a plain benchmark did not come back.',
    occasion: async () => {
      const hangs = async('promises.all', () => new Promise(() => undefined))
      return await interleave(settingsFor([hangs], {}, { timeout: 20 }))
    },
  },
  'results-differ': {
    when: 'A mode gave another result than serial. The end of the message is the cause that was found.',
    occasion: compare('let calls = 0\nexport default () => ({ calls: (calls += 1) })\n', [640]),
  },
  'results-hidden': {
    when: 'Results that do not cross have an object whose state cannot be compared.',
    occasion: compare(`${ACCOUNT}export default () => new Account()\n`, [640]),
  },
  'input-changed': {
    when: 'The kernel changed its input.',
    occasion: compare('export default (list: number[]) => list.sort()\n', [[3, 1, 2]]),
  },
  'equals-threw': {
    when: 'The option `equals` threw.',
    occasion: compare(IDENTITY, [640], {
      equals: () => {
        throw new TypeError('no such field')
      },
    }),
  },
  'equals-undecided': {
    when: 'The option `equals` returned something else than true or false, such as a promise.',
    occasion: compare(IDENTITY, [640], { equals: (() => Promise.resolve(true)) as never }),
  },
  'no-plugin': {
    when: 'A comparison was asked for where the plugin is not in use.',
    occasion: async (folder) => {
      const host = { ...fakeHost(), rounds: () => Promise.resolve() }
      const options: CompareOptions = { modes: ['concurrent'], rounds: 1 }
      return await compareModes(await kernelOf(folder, IDENTITY), [1] as never[], options, host)
    },
  },
  'not-in-node': {
    when: 'The bench file runs in a pool or environment that is not Node’s own.',
    occasion: () => refuseOthersThanNode({ pool: 'forks', environment: 'jsdom' }),
  },
} satisfies Partial<Record<Finding['code'], Example>>

export const FILES = {
  'report-taken': {
    when: 'A file with the name of one of lanemark’s is there and does not carry its mark.',
    occasion: async (folder) => {
      await writeFile(join(folder, 'primes.md'), '# My notes\n')
      await writeOwn(join(folder, 'primes.md'), '# primes\n')
    },
  },
  'report-unwritable': {
    when: 'A file cannot be written.',
    occasion: async (folder) => {
      await writeFile(join(folder, 'reports'), 'a file')
      await writeOwn(join(folder, 'reports', 'primes.json'), '{}')
    },
  },
  'report-unreadable': {
    when: 'A report’s JSON, which the index is made of, is damaged or of another version.',
    occasion: (folder) =>
      parseReport('{"schema": "lanemark/report@0"}', join(folder, 'primes.json')),
  },
} satisfies Partial<Record<Finding['code'], Example>>

export const COMMANDS = {
  'inputs-unreadable': {
    when: 'What `lanemark compare` was given for the inputs, or for the context, cannot be read.',
    occasion: async (folder) => {
      const path = join(folder, 'inputs.ts')
      await writeFile(path, 'export const one = [1]\nexport const two = [2]\n')
      const at = { url: pathToFileURL(path).href, name: 'all' }
      await inputsFrom({ kind: 'module', from: './inputs.ts#all', ...at })
    },
  },
  'vitest-missing': {
    when: 'A command that measures found no Vitest, or one that is too old.',
    occasion: async (folder) =>
      await vitestHere(async () => await import(pathToFileURL(join(folder, 'vitest.js')).href)),
  },
  'node-too-old': {
    when: 'A command that measures was started with a Node that lanemark does not run on.',
    occasion: () => checkNode('20.20.2'),
  },
  'file-unwritable': {
    when: '`lanemark init` could not write a file.',
    occasion: async (folder) => {
      await writeFile(join(folder, 'bench'), 'no folder')
      await addFile(folder, { path: 'bench/primes.bench.ts', text: '' })
    },
  },
} satisfies Record<string, Example>

export const GATE = {
  'git-failed': {
    when: 'A command of git failed.',
    occasion: (folder) => topLevel(folder),
  },
  'base-missing': {
    when: 'The base is no commit that is there.',
    occasion: async () => await commitOf(await repository({}), 'origin/main'),
  },
  'gate-running': {
    when: 'Another gate runs in the same checkout.',
    occasion: async (folder) => {
      const first = await claimWorkspace(folder)
      try {
        await claimWorkspace(folder)
      } finally {
        await first.release()
      }
    },
  },
  'install-failed': {
    when: 'The base’s own packages could not be installed.',
    occasion: async (folder) => {
      const command = join(folder, 'npm')
      await writeFile(
        command,
        '#!/bin/sh\necho "npm error 404 Not Found: speed@1.0.0" >&2\nexit 1\n',
      )
      await chmod(command, 0o755)
      await install(folder, { lockfile: 'package-lock.json', command, args: ['ci'] }, none)
    },
  },
  'setup-failed': {
    when: 'The command of `--setup` failed on a side.',
    occasion: (folder) =>
      runSetup('echo "src/sum.ts(3,1): error TS1005" >&2; exit 2', { base: folder }, none),
  },
  'side-failed': {
    when: 'Vitest did not start on a side.',
    occasion: () =>
      headListing({ head: { listed: null, error: 'Error: misconfigured' } }, picked([])),
  },
  'no-benchmarks': {
    when: 'There is nothing to measure.',
    occasion: () => headListing({ head: { listed: nothingListed, error: '' } }, picked(['primse'])),
  },
  'gate-unreadable': {
    when: 'A record of the gate is damaged or of another version.',
    occasion: (folder) => parseGate('{"schema": "lanemark/gate@0"}', join(folder, 'gate.json')),
  },
  'baseline-unreadable': {
    when: 'A stored baseline is damaged or of another version.',
    occasion: (folder) => parseBaseline('{"schema": "other"}', join(folder, 'baseline.json')),
  },
  'baseline-foreign': {
    when: 'A stored baseline comes from where nothing of it can be compared with.',
    occasion: (folder) => {
      const differences = differencesOf(FINGERPRINT, { ...FINGERPRINT, cpu: 'another processor' })
      throw baselineForeign(join(folder, 'baseline.json'), differences)
    },
  },
  'baseline-failed': {
    when: 'Benchmarks failed while a baseline was measured, so that none was kept.',
    occasion: () => {
      throw baselineFailed([{ id: 'bench/sum.bench.ts > sum', error: 'TypeError: broken' }])
    },
  },
} satisfies Partial<Record<Finding['code'], Example>>
