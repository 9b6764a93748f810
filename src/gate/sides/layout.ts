/** Base, head and a second copy of base, in sibling folders with paths of equal length. */
import { cp, mkdir, rm } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'
import { adoptionOf, installedAdoption, lendConfiguration } from './adoption.ts'
import type { Adoption } from './adoption.ts'
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
  /** What base lacks, so that it runs with head's packages and configuration; null: nothing. */
  adoption: Adoption | null
  /** The project's root, relative to the repository's top, with forward slashes. */
  inside: string
  /** A folder for what is laid aside. */
  aside: string
  /** Makes the second copy of base, as it is now. */
  copyBase: () => Promise<void>
}

type Packed = Pick<Layout, 'installed' | 'adoption'>

/** Gives base its packages: head's where the lockfiles agree or its own would not do, else its own. */
async function packBase(settings: LayoutSettings & { folders: string[] }): Promise<Packed> {
  const { top, root, folder, folders, signal, progress } = settings
  const [base, head] = [join(folder, 'base'), join(folder, 'head')]
  const inside = relative(top, root)
  const adopted = async (adoption: Adoption): Promise<Packed> => {
    progress("base cannot be measured by itself: it runs with head's packages and configuration")
    await linkPackages(top, base, folders)
    await lendConfiguration(base, head, folders)
    return { installed: null, adoption }
  }
  const declared = await adoptionOf(base, head, folders)
  if (declared !== null) return await adopted(declared)
  const manager = await changedManager(base, head)
  if (manager === null) {
    await linkPackages(top, base, folders)
    return { installed: null, adoption: null }
  }
  progress(`the lockfiles differ: ${manager.command} installs the base's packages`)
  await install(base, manager, signal)
  const found = await installedAdoption(join(base, inside))
  if (found === null) {
    return { installed: [manager.command, ...manager.args].join(' '), adoption: null }
  }
  for (const one of folders)
    await rm(join(base, one, 'node_modules'), { recursive: true, force: true })
  return await adopted(found)
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
  const { installed, adoption } = await packBase({ ...settings, folders })
  const { setup } = settings
  if (setup !== null) {
    progress(`running \`${setup}\` on base and head, in ${inside === '' ? 'their tops' : inside}`)
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
    inside: inside.split(sep).join('/'),
    installed,
    adoption,
    aside: join(folder, 'aside'),
    async copyBase() {
      const filter = (path: string): boolean => basename(path) !== 'node_modules'
      await cp(side('base'), side('copy'), { recursive: true, verbatimSymlinks: true, filter })
      await linkPackages(installed === null ? top : side('base'), side('copy'), folders)
    },
  }
}
