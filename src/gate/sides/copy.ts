/** Copying files between sides. */
import { constants } from 'node:fs'
import { copyFile, lstat, mkdir, readlink, rm, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Copies these files, links as links; what is not there, or is a folder, is left out. */
export async function copyFiles(from: string, to: string, paths: readonly string[]): Promise<void> {
  const folders = new Set(paths.map((path) => dirname(join(to, path))))
  for (const folder of folders) await mkdir(folder, { recursive: true })
  for (let start = 0; start < paths.length; start += 64) {
    const batch = paths.slice(start, start + 64)
    await Promise.all(batch.map((path) => copyOne(join(from, path), join(to, path))))
  }
}

async function copyOne(from: string, to: string): Promise<void> {
  const stats = await lstat(from).catch(() => null)
  if (stats === null) return
  if (stats.isSymbolicLink()) {
    await rm(to, { force: true })
    await symlink(await readlink(from), to)
  } else if (stats.isFile()) {
    await rm(to, { force: true })
    await copyFile(from, to, constants.COPYFILE_FICLONE)
  }
}
