/** What a program carries that imports an executor in production. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const PROGRAM = `
import { registerHooks } from 'node:module'
const loaded = []
registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) })
await import('lanemark')
console.log(JSON.stringify(loaded))
`

function loaded(): string[] {
  const { VITEST: _, ...env } = process.env
  const flags = ['--input-type=module', '--eval', PROGRAM]
  const { stdout, stderr } = spawnSync(process.execPath, flags, { env, encoding: 'utf8' })
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout) as string[]
}

test('importing lanemark loads executors, and nothing that measures, judges or draws', () => {
  const files = loaded().filter((url) => url.startsWith('file:'))
  const folders = files.map((url) => /\/dist\/(\w+)\/[^/]+$/.exec(url)?.[1])
  const packages = files.map((url) => /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1])
  const present = (names: typeof folders) => [...new Set(names)].filter((it) => it !== undefined)
  expect(files.some((url) => url.endsWith('/dist/index.js'))).toBe(true)
  // options are checked with a library, by the first call that has some
  expect(present(packages)).toEqual([])
  for (const folder of ['charts', 'report', 'reporter', 'gate', 'measure', 'explain', 'stats']) {
    expect(present(folders)).not.toContain(folder)
  }
  // what a mode is made of is loaded by its first call
  expect(files.filter((url) => /\/(pool|lane|parcel|chooser)\.js$/.test(url))).toEqual([])
})

interface Locked {
  dev?: boolean
  devOptional?: boolean
  optional?: boolean
  peer?: boolean
}

test('a production install has at most 15 packages, this one included', () => {
  const lock = JSON.parse(
    readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'),
  ) as {
    packages: Record<string, Locked>
  }
  const installed = Object.entries(lock.packages).filter(
    ([, { dev, devOptional, optional, peer }]) => !dev && !devOptional && !optional && !peer,
  )
  expect(installed.map(([path]) => path)).toContain('node_modules/tinypool')
  expect(installed.length).toBeLessThanOrEqual(15)
})
