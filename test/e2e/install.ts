/** lanemark as a user has it: packed, unpacked into `node_modules`, its dependencies beside it. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, realpath, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

export const repository = fileURLToPath(new URL('../..', import.meta.url))

const { dependencies } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>
}

/** What a user's project has beside lanemark's own dependencies. */
const OTHERS = [
  'vitest',
  '@types/node',
  '@nats-io/transport-node',
  '@nats-io/jetstream',
  '@nats-io/obj',
]

/** A new folder with `node_modules`, in which lanemark is installed from its tarball. */
export async function install(): Promise<string> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'lanemark-e2e-'))
  const modules = join(folder, 'node_modules')
  await mkdir(join(modules, 'lanemark'), { recursive: true })
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: repository })
  const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz')) ?? ''
  const into = join(modules, 'lanemark')
  await run('tar', ['-xzf', join(folder, tarball), '-C', into, '--strip-components', '1'])
  for (const name of [...Object.keys(dependencies), ...OTHERS]) {
    await mkdir(dirname(join(modules, name)), { recursive: true })
    await symlink(join(repository, 'node_modules', name), join(modules, name), 'junction')
  }
  return folder
}

export async function uninstall(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
}
