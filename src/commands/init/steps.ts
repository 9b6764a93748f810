/** Files put into a project, one by one; nothing that is there is replaced. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { LanemarkError } from '../../findings.ts'
import { errorLine } from '../../text/describe.ts'
import { IMPORT, PLUGIN, withPlugin } from './config-edit.ts'
import type { Parse } from './config-edit.ts'
import type { Template } from './templates.ts'

/** What became of a file. */
export interface Step {
  /** Relative to the project's root. */
  path: string
  state: 'written' | 'changed' | 'as it was' | 'by hand'
  /** By hand: what to add. */
  lines: string[]
}

/** @throws {LanemarkError} `file-unwritable` */
export async function addPlugin(root: string, path: string, parse: Parse): Promise<Step> {
  const text = await readFile(join(root, path), 'utf8')
  const edited = withPlugin(text, parse)
  if (edited === null) return { path, state: 'by hand', lines: [IMPORT, PLUGIN] }
  if (edited === text) return { path, state: 'as it was', lines: [] }
  await write(root, { path, text: edited }, 'w')
  return { path, state: 'changed', lines: [] }
}

/** @throws {LanemarkError} `file-unwritable` */
export async function addFile(root: string, file: Template): Promise<Step> {
  const { path, text, sign } = file
  if (await write(root, file, 'wx')) return { path, state: 'written', lines: [] }
  const own = await readFile(join(root, path), 'utf8')
  if (sign === undefined || own.includes(sign)) return { path, state: 'as it was', lines: [] }
  return { path, state: 'by hand', lines: text.trimEnd().split('\n') }
}

/** @returns false: with `wx`, a file is there already */
async function write(root: string, { path, text }: Template, flag: 'w' | 'wx'): Promise<boolean> {
  const at = join(root, path)
  try {
    await mkdir(dirname(at), { recursive: true })
    await writeFile(at, text, { flag })
    return true
  } catch (cause) {
    if (flag === 'wx' && isThere(cause)) return false
    const reason = errorLine(cause)
    throw new LanemarkError({ code: 'file-unwritable', path: at, reason }, { cause })
  }
}

const isThere = (cause: unknown): boolean =>
  cause instanceof Error &&
  'syscall' in cause &&
  cause.syscall === 'open' &&
  'code' in cause &&
  cause.code === 'EEXIST'
