/** The one place that writes reports: whole or not at all. */
import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { LanemarkError } from '../findings.ts'
import { isStranger, marked } from './mark.ts'

/**
 * Writes a file under another name first and renames it, so that a reader finds the old content or
 * the new one, also after a crash or on a full disk.
 * @throws {LanemarkError} `report-unwritable`
 */
export async function writeWhole(path: string, content: string): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}.tmp`
  try {
    await mkdir(dirname(path), { recursive: true })
    const file = await open(draft, 'wx')
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, path)
  } catch (cause) {
    await rm(draft, { force: true }).catch(() => undefined)
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new LanemarkError({ code: 'report-unwritable', path, reason }, { cause })
  }
}

/**
 * As `writeWhole`, for a file of lanemark's own: it gets the mark, and never replaces one without.
 * @throws {LanemarkError} `report-taken`, `report-unwritable`
 */
export async function writeOwn(path: string, content: string): Promise<void> {
  if (await isStranger(path)) throw new LanemarkError({ code: 'report-taken', path })
  await writeWhole(path, marked(path, content))
}

/** Removes a file of lanemark's own, if it is there. */
export async function removeOwn(path: string): Promise<void> {
  if (!(await isStranger(path))) await rm(path, { force: true })
}

/** The JSON files of a folder with their texts; empty where there is no such folder. */
export async function readJsonFiles(folder: string): Promise<{ path: string; text: string }[]> {
  const names = await readdir(folder).catch(() => [])
  const paths = names.filter((name) => name.endsWith('.json')).map((name) => join(folder, name))
  return await Promise.all(
    paths.map(async (path) => ({ path, text: await readFile(path, 'utf8') })),
  )
}
