import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LanemarkError } from '../../src/findings.ts'
import { readJsonFiles, writeWhole } from '../../src/system/files.ts'

const run = promisify(execFile)

const WRITER = fileURLToPath(new URL('./programs/write-much.ts', import.meta.url))

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lanemark-files-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

async function refusal(path: string): Promise<LanemarkError> {
  const error: unknown = await writeWhole(path, 'new').catch((reason: unknown) => reason)
  if (error instanceof LanemarkError) return error
  throw new Error('not refused', { cause: error })
}

describe('a report', () => {
  test('is written, its folders too', async () => {
    const path = join(folder, 'deep', 'er', 'report.md')
    await writeWhole(path, 'Größe\n')
    expect(await readFile(path, 'utf8')).toBe('Größe\n')
  })

  test('replaces the one before it as a whole', async () => {
    const path = join(folder, 'report.md')
    await writeWhole(path, 'old '.repeat(1000))
    await writeWhole(path, 'new')
    expect(await readFile(path, 'utf8')).toBe('new')
    expect(await readdir(folder)).toEqual(['report.md'])
  })

  test('is the old one or the new one for whoever reads meanwhile', async () => {
    const path = join(folder, 'report.md')
    const [old, next] = ['o', 'n'].map((letter) => letter.repeat(2 ** 20))
    await writeWhole(path, old ?? '')
    const state = { written: false }
    const writing = writeWhole(path, next ?? '').finally(() => {
      state.written = true
    })
    while (!state.written) expect([old, next]).toContain(await readFile(path, 'utf8'))
    await writing
  })

  test('written many times at once is one of them', async () => {
    const path = join(folder, 'report.md')
    const texts = Array.from({ length: 20 }, (_, at) => `${at} `.repeat(5000))
    await Promise.all(texts.map((text) => writeWhole(path, text)))
    expect(texts).toContain(await readFile(path, 'utf8'))
    expect(await readdir(folder)).toEqual(['report.md'])
  })
})

describe('a report that cannot be written', () => {
  test('because a file is where its folder should be says so, with the path', async () => {
    await writeFile(join(folder, 'reports'), 'a file')
    const path = join(folder, 'reports', 'report.md')
    const error = await refusal(path)
    expect(error.finding).toMatchObject({ code: 'report-unwritable', path })
    expect(error.message).toContain(path)
    expect(await readFile(join(folder, 'reports'), 'utf8')).toBe('a file')
    expect(await readdir(folder)).toEqual(['reports'])
  })

  test('because a folder is in its place leaves no temporary file', async () => {
    const path = join(folder, 'report.md')
    await mkdir(join(path, 'inner'), { recursive: true })
    expect((await refusal(path)).code).toBe('report-unwritable')
    expect(await readdir(folder)).toEqual(['report.md'])
    expect(existsSync(join(path, 'inner'))).toBe(true)
  })

  test.skipIf(process.platform === 'win32')(
    'because there is no more room half-way leaves the old one',
    async () => {
      const path = join(folder, 'report.md')
      await writeWhole(path, 'old')
      // the shell's limit on file sizes stops a write in the middle, as a full disk does
      const script = 'ulimit -f 16 && exec "$0" "$@"'
      const { stdout } = await run('sh', ['-c', script, process.execPath, WRITER, path])
      expect(stdout).toContain(path)
      expect(stdout).toContain('EFBIG')
      expect(await readFile(path, 'utf8')).toBe('old')
      expect(await readdir(folder)).toEqual(['report.md'])
    },
  )

  test('because its name is too long leaves what is there', async () => {
    await writeWhole(join(folder, 'report.md'), 'old')
    expect((await refusal(join(folder, 'x'.repeat(300)))).code).toBe('report-unwritable')
    expect(await readdir(folder)).toEqual(['report.md'])
  })
})

describe('the JSON files of a folder', () => {
  test('are read, nothing else', async () => {
    await writeWhole(join(folder, 'a.json'), '{}')
    await writeWhole(join(folder, 'a.md'), '# a')
    await writeWhole(join(folder, 'below', 'b.json'), '{}')
    expect(await readJsonFiles(folder)).toEqual([{ path: join(folder, 'a.json'), text: '{}' }])
  })

  test('are none where there is no folder', async () => {
    expect(await readJsonFiles(join(folder, 'nowhere'))).toEqual([])
  })
})
