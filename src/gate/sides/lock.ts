/** One gate at a time in a checkout, and what a killed one left. */
import { readFileSync } from 'node:fs'
import {
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  rmdir,
  writeFile,
} from 'node:fs/promises'
import { rmSync } from 'node:fs'
import { userInfo } from 'node:os'
import { basename, join } from 'node:path'
import { LanemarkError } from '../../findings.ts'
import { TEMPORARY } from '../arms/switchboard.ts'

/** The gate's own folder inside the project; it hides itself from git. */
export interface Workspace {
  /** Where base, head and copy are laid out. */
  folder: string
  /** Notes a temporary folder, so that the next gate removes it should this one be killed. */
  remember: (temporary: string) => Promise<void>
  /** Removes all of it. */
  release: () => Promise<void>
  /** The same where there is no time to wait. */
  releaseNow: () => void
}

interface Owner {
  pid: number
  /** When the process began, in the system's own words; a pid alone may be used again. */
  began: string | null
}

/**
 * Takes the lock, or refuses; removes what a dead owner left.
 *
 * @throws {LanemarkError} `gate-running`
 */
export async function claimWorkspace(root: string): Promise<Workspace> {
  const outer = join(root, '.lanemark')
  const folder = join(outer, 'gate')
  const lock = join(folder, 'lock')
  await mkdir(folder, { recursive: true })
  await writeFile(join(outer, '.gitignore'), '*\n')
  for (let attempt = 0; !(await take(lock)); attempt += 1) {
    const owner = await ownerOf(lock)
    if (attempt > 3 || (owner !== null && isAlive(owner))) {
      throw new LanemarkError({ code: 'gate-running', pid: owner?.pid ?? 0, folder })
    }
    // whoever renames it is the one who removes it
    const dead = join(folder, `lock-${process.pid}-dead`)
    await rename(lock, dead).catch(() => undefined)
    await rm(dead, { force: true })
  }
  await removeRemembered(folder)
  for (const left of await readdir(folder)) {
    if (left !== 'lock') await rm(join(folder, left), { recursive: true, force: true })
  }
  return {
    folder,
    async remember(temporary) {
      await writeFile(join(folder, NOTE), temporary)
    },
    async release() {
      await rm(folder, { recursive: true, force: true, maxRetries: 3 })
      await dropOuter(outer)
    },
    releaseNow() {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
      rmSync(join(outer, '.gitignore'), { force: true })
      try {
        rmSync(outer, { recursive: false, force: true })
      } catch {
        // not ours alone
      }
    },
  }
}

const NOTE = 'temporary'

/** What a killed gate had outside of the project; only what is surely a gate's, and this user's. */
async function removeRemembered(folder: string): Promise<void> {
  const path = await readFile(join(folder, NOTE), 'utf8').catch(() => null)
  if (path === null || !TEMPORARY.test(basename(path))) return
  const found = await lstat(path).catch(() => null)
  if (found === null || !found.isDirectory() || found.uid !== userInfo().uid) return
  await rm(path, { recursive: true, force: true })
}

async function dropOuter(outer: string): Promise<void> {
  const others = (await readdir(outer)).filter((name) => name !== '.gitignore')
  if (others.length > 0) return
  await rm(join(outer, '.gitignore'), { force: true })
  await rmdir(outer).catch(() => undefined)
}

/** @returns false where somebody has it */
async function take(lock: string): Promise<boolean> {
  const owner: Owner = { pid: process.pid, began: beganAt(process.pid) }
  try {
    const file = await open(lock, 'wx')
    await file.writeFile(JSON.stringify(owner))
    await file.close()
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Null for a lock that says nothing: its owner died while it wrote. */
async function ownerOf(lock: string): Promise<Owner | null> {
  // somebody may be writing it right now
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const text = await readFile(lock, 'utf8').catch(() => '')
    try {
      const { pid, began } = JSON.parse(text) as Owner
      if (Number.isSafeInteger(pid) && pid > 0) return { pid, began }
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  return null
}

function isAlive({ pid, began }: Owner): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const now = beganAt(pid)
  return began === null || now === null || now === began
}

/** Linux: the start time in clock ticks since boot; null elsewhere. */
function beganAt(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null
  }
}
