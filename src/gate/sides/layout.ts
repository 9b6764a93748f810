/** Base, head and a second copy of base, in sibling folders with paths of equal length. */
import { cp, mkdir, rm } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { copyFiles } from './copy.ts'
import { changedManager, install, linkPackages, packageFolders } from './dependencies.ts'
import { checkOut, workingFiles } from './git.ts'
import type { ArmName } from '../arms/arm-protocol.ts'
import { runSetup } from './setup.ts'

export interface LayoutSettings {
  /** The repository's top, and the project in it. */
  top: string
  root: string
  /** The workspace's folder. */
  folder: string
  /** The base's commit. */
  commit: string
  /** A command to be run in each side, such as a build; null: none. */
  setup: string | null
  signal: AbortSignal
  progress: (text: string) => void
}

export interface Layout {
  /** The project's root in each side. */
  roots: Record<ArmName, string>
  /** The command that installed the base's packages; null where they are shared. */
  installed: string | null
  /** Gives base the head's bench files, and makes the second copy. */
  settle: (files: BenchFiles) => Promise<void>
}

/** Bench files of each side, relative to the project's root. */
export interface BenchFiles {
  base: string[]
  head: string[]
}

/** @throws {LanemarkError} for git, and for packages that cannot be installed */
export async function layOut(settings: LayoutSettings): Promise<Layout> {
  const { top, root, folder, commit, signal, progress } = settings
  const side = (arm: ArmName): string => join(folder, arm)
  const inside = relative(top, root)
  progress('laying out base and head')
  const files = await workingFiles(top)
  await mkdir(side('base'), { recursive: true })
  await mkdir(side('head'), { recursive: true })
  await Promise.all([
    checkOut(top, commit, side('base'), folder),
    copyFiles(top, side('head'), files),
  ])
  signal.throwIfAborted()
  const folders = packageFolders(files)
  await linkPackages(top, side('head'), folders)
  const manager = await changedManager(side('base'), side('head'))
  if (manager === null) {
    await linkPackages(top, side('base'), folders)
  } else {
    progress(`the lockfiles differ: ${manager.command} installs the base's packages`)
    await install(side('base'), manager, signal)
  }
  const { setup } = settings
  if (setup !== null) {
    progress(`running \`${setup}\` on base and head`)
    await runSetup(
      setup,
      { base: join(side('base'), inside), head: join(side('head'), inside) },
      signal,
    )
  }
  return {
    roots: {
      base: join(side('base'), inside),
      head: join(side('head'), inside),
      copy: join(side('copy'), inside),
    },
    installed: manager === null ? null : [manager.command, ...manager.args].join(' '),
    async settle(benches) {
      const [base, head] = [join(side('base'), inside), join(side('head'), inside)]
      for (const file of benches.base) await rm(join(base, file), { force: true })
      await copyFiles(head, base, benches.head)
      const filter = (path: string): boolean => basename(path) !== 'node_modules'
      await cp(side('base'), side('copy'), { recursive: true, verbatimSymlinks: true, filter })
      await linkPackages(manager === null ? top : side('base'), side('copy'), folders)
    },
  }
}
