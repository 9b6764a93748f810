/**
 * docs/errors.md is made here, of errors that were really thrown (a change that is meant: run once with
 * UPDATE_GOLDEN=1).
 */
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { LanemarkError } from '../../src/findings.ts'
import type { Finding } from '../../src/findings.ts'
import { CALLS, COMMANDS, COMPARISONS, FILES, GATE, KERNELS } from './examples.ts'
import type { Example } from './examples.ts'

const CODES: Record<Finding['code'], Example> = {
  ...KERNELS,
  ...CALLS,
  ...COMPARISONS,
  ...FILES,
  ...COMMANDS,
  ...GATE,
}

const GROUPS = [
  ['Kernels', KERNELS],
  ['Calls and executors', CALLS],
  ['Comparisons', COMPARISONS],
  ['Reports', FILES],
  ['Commands', COMMANDS],
  ['The gate', GATE],
] as const

const INTRODUCTION = `# Errors

Everything that lanemark itself throws is a \`LanemarkError\`. Its \`code\` is one of these, its \`finding\`
has the facts as data, its \`message\` says what happened, where, and what to do; where something else was
the cause, that is its \`cause\`. This page is made by a test that runs into each of them.
`

const page = fileURLToPath(new URL('../../docs/errors.md', import.meta.url))
const messages = new Map<string, string>()

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(await realpath(tmpdir()), 'lanemark-errors-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function thrownBy(code: string, { occasion }: Example): Promise<LanemarkError> {
  const own = join(folder, code)
  await mkdir(own)
  try {
    await occasion(own)
  } catch (error) {
    if (error instanceof LanemarkError) return error
    throw error
  }
  throw new Error(`nothing was thrown for ${code}`)
}

/** Without what differs from machine to machine. */
const settled = (message: string): string =>
  message
    .replaceAll(new RegExp(`${folder}/[\\w-]+`, 'g'), '/project')
    .replaceAll(/process \d+/g, 'process 4242')

test.each(Object.entries(CODES))('%s is thrown where the page says so', async (code, example) => {
  const error = await thrownBy(code, example)
  expect(error.code).toBe(code)
  expect(error.message).not.toMatch(/undefined|\[object|\ba [aeio]\w|NaN/i)
  messages.set(code, settled(error.message))
})

test('the page is that of these errors', async () => {
  const sections = GROUPS.map(([title, examples]) => {
    const entries = Object.entries(examples).map(
      ([code, { when }]) => `### ${code}\n\n${when}\n\n\`\`\`text\n${messages.get(code)}\n\`\`\`\n`,
    )
    return `## ${title}\n\n${entries.join('\n')}`
  })
  const text = [INTRODUCTION, ...sections].join('\n')
  if (process.env['UPDATE_GOLDEN'] === '1') await writeFile(page, text)
  expect(await readFile(page, 'utf8')).toBe(text)
})
