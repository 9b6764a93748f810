/** A git repository of two commits, base and head, in a temporary folder. */
import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { devNull, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { surroundings } from './surroundings.ts'
import { withExtraWork } from './truth.ts'
import type { Truth } from './truth.ts'

const project = fileURLToPath(new URL('project', import.meta.url))
const checkout = fileURLToPath(new URL('../../', import.meta.url))

export interface Repository {
  root: string
  /** For the temporary files of what runs in it. */
  temporary: string
  /** Removes all of it. */
  remove: () => Promise<void>
  /** The same where there is no time to wait. */
  removeNow: () => void
}

export async function layOutRepository(truth: Truth): Promise<Repository> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'lanemark-live-')))
  const options = { recursive: true, force: true, maxRetries: 3 }
  const repository: Repository = {
    root: join(folder, 'project'),
    temporary: join(folder, 'tmp'),
    remove: () => rm(folder, options),
    removeNow: () => rmSync(folder, options),
  }
  try {
    await commitBase(repository)
    await commitHead(repository, truth)
    return repository
  } catch (error) {
    await repository.remove()
    throw error
  }
}

async function commitBase(repository: Repository): Promise<void> {
  const { root, temporary } = repository
  await mkdir(temporary)
  await cp(project, root, { recursive: true })
  const manifest = { name: 'twelve', private: true, type: 'module' }
  await writeFile(join(root, 'package.json'), `${JSON.stringify(manifest)}\n`)
  await writeFile(join(root, '.gitignore'), 'node_modules\nreports\n')
  await mkdir(join(root, 'node_modules'))
  await symlink(join(checkout, 'node_modules/vitest'), join(root, 'node_modules/vitest'))
  await symlink(checkout, join(root, 'node_modules/lanemark'))
  await git(repository, 'init', '--quiet')
  await commit(repository, 'base')
}

/** Where nothing is slower, head differs from base by a file that no benchmark reads. */
async function commitHead(repository: Repository, truth: Truth): Promise<void> {
  const path = join(repository.root, 'src/units.ts')
  await writeFile(path, withExtraWork(await readFile(path, 'utf8'), truth))
  await writeFile(join(repository.root, 'NOTES.md'), 'Head.\n')
  await commit(repository, 'head')
}

async function commit(repository: Repository, message: string): Promise<void> {
  await git(repository, 'add', '--all')
  await git(repository, 'commit', '--quiet', `--message=${message}`)
}

async function git({ root, temporary }: Repository, ...words: string[]): Promise<void> {
  const who = ['-c', 'user.name=nobody', '-c', 'user.email=nobody@example.invalid']
  // neither signatures nor hooks of whoever runs this
  const bare = { GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_SYSTEM: devNull }
  const env = { ...surroundings(temporary), ...bare }
  await promisify(execFile)('git', [...who, ...words], { cwd: root, env })
}
