/** Git, read only: nothing here touches the index, stashes, branches or worktrees. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { LanemarkError } from '../../findings.ts'

interface Ran {
  code: number
  stdout: string
  stderr: string
}

/** Runs git in a folder. `index`: a file that takes the place of the user's index. */
function git(folder: string, args: readonly string[], index?: string): Promise<Ran> {
  const env = {
    ...process.env,
    // no refresh of the index on the way, no question on the terminal
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
    ...(index === undefined ? {} : { GIT_INDEX_FILE: index }),
  }
  return new Promise((resolve) => {
    const options = { cwd: folder, env, maxBuffer: 2 ** 30, encoding: 'utf8' } as const
    execFile('git', args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 127
      resolve({ code, stdout, stderr: stderr === '' && error !== null ? error.message : stderr })
    })
  })
}

async function told(folder: string, args: readonly string[], index?: string): Promise<string> {
  const { code, stdout, stderr } = await git(folder, args, index)
  if (code === 0) return stdout
  const reason = stderr.trim().split('\n').slice(0, 5).join(' ')
  throw new LanemarkError({ code: 'git-failed', command: `git ${args[0]}`, reason })
}

/** @throws {LanemarkError} `git-failed` outside of a repository */
export async function topLevel(folder: string): Promise<string> {
  return (await told(folder, ['rev-parse', '--show-toplevel'])).replace(/\n$/, '')
}

/**
 * The commit that a ref stands for.
 *
 * @throws {LanemarkError} `base-missing`, with how to fetch it
 */
export async function commitOf(folder: string, ref: string): Promise<string> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]
  const { code, stdout } = await git(folder, args)
  if (code === 0) return stdout.trim()
  const shallow = (await git(folder, ['rev-parse', '--is-shallow-repository'])).stdout.trim()
  throw new LanemarkError({ code: 'base-missing', ref, shallow: shallow === 'true' })
}

/** The working tree's own commit; null before the first one. */
export async function headCommit(folder: string): Promise<string | null> {
  const { code, stdout } = await git(folder, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'])
  return code === 0 ? stdout.trim() : null
}

/** The branch, or null with a detached head. */
export async function branchOf(folder: string): Promise<string | null> {
  const { code, stdout } = await git(folder, ['symbolic-ref', '--quiet', '--short', 'HEAD'])
  return code === 0 ? stdout.trim() : null
}

/** Whether anything differs from the commit, untracked files included. */
export async function isDirty(folder: string): Promise<boolean> {
  const { stdout } = await git(folder, ['status', '--porcelain', '-z', '--', '.', OURS])
  return stdout !== ''
}

const OURS = ':(exclude,glob)**/.lanemark/**'

/** Files of the working tree as it is: tracked ones, and untracked ones that are not ignored. */
export async function workingFiles(top: string): Promise<string[]> {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', '.', OURS]
  return [...new Set((await told(top, args)).split('\0').filter((path) => path !== ''))]
}

/**
 * Writes a commit's files into a folder, as a checkout would, through an index of its own.
 *
 * @param scratch a folder for that index
 */
export async function checkOut(
  top: string,
  commit: string,
  folder: string,
  scratch: string,
): Promise<void> {
  const place = await mkdtemp(join(scratch, 'index-'))
  try {
    const index = join(place, 'index')
    await told(top, ['read-tree', commit], index)
    await told(top, ['checkout-index', '--all', '--quiet', `--prefix=${folder}/`], index)
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}
