/** Which code a kernel is. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { identityOf } from '../../src/machines/identity.ts'
import { Kernels } from '../../src/machines/kernels.ts'

const folders: string[] = []

async function project(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lanemark-identity-'))
  folders.push(folder)
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(folder, path, '..'), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  return folder
}

const idOf = (folder: string, path = 'kernel.ts'): string =>
  identityOf(pathToFileURL(join(folder, path)).href).id

afterAll(async () => {
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true })))
})

const FILES = {
  'kernel.ts': "import { add } from './lib/add.ts'\nimport pick from 'pick'\nexport default add\n",
  'lib/add.ts': "import '../kernel.ts'\nexport const add = (value: number) => value + 1\n",
  'node_modules/pick/package.json': '{ "name": "pick", "version": "1.0.0", "main": "main.js" }',
  'node_modules/pick/main.js': '',
}

const pick = (more: object): string =>
  JSON.stringify({ name: 'pick', version: '1.0.0', main: 'main.js', ...more })
const packageOf = (name: string, version: string, more = {}): Record<string, string> => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, version, ...more }),
})
/** A package that needs another, which needs the first again. */
const deep = (version: string): Record<string, string> => ({
  ...FILES,
  'node_modules/pick/package.json': pick({ dependencies: { between: '*' } }),
  ...packageOf('between', '1.0.0', { dependencies: { below: '*' } }),
  ...packageOf('below', version, { dependencies: { pick: '*' } }),
})

test('it is the same wherever the code lies, and whatever else lies there', async () => {
  const one = await project(FILES)
  const other = await project({ ...FILES, 'more.ts': 'export {}' })
  expect(idOf(one)).toBe(idOf(other))
  expect(idOf(one)).toMatch(/^[0-9a-f]{32}$/)
})

test.for([
  ['its own text', { 'kernel.ts': `${FILES['kernel.ts']}// changed\n` }],
  ['what it imports', { 'lib/add.ts': `${FILES['lib/add.ts']}// changed\n` }],
  [
    'the version of a package',
    {
      'node_modules/pick/package.json': FILES['node_modules/pick/package.json'].replace(
        '1.0.0',
        '1.0.1',
      ),
    },
  ],
] as [string, Record<string, string>][])('it is another one with %s', async ([, changed]) => {
  expect(idOf(await project({ ...FILES, ...changed }))).not.toBe(idOf(await project(FILES)))
})

test('it counts what a package needs in its turn', async () => {
  const one = idOf(await project(deep('1.0.0')))
  expect(idOf(await project(deep('1.0.0')))).toBe(one)
  expect(idOf(await project(deep('1.0.1')))).not.toBe(one)
})

test('it does not ask where a package lies, nor what only some platforms have', async () => {
  const flat = deep('1.0.0')
  const { 'node_modules/below/package.json': below, ...nested } = flat
  const path = 'node_modules/between/node_modules/below/package.json'
  expect(idOf(await project({ ...nested, [path]: below as string }))).toBe(
    idOf(await project(flat)),
  )
  const optional = { pick: '*', native: '1.0.0' }
  const manifest = { dependencies: { native: '*' }, optionalDependencies: optional }
  const without = { ...FILES, 'node_modules/pick/package.json': pick(manifest) }
  expect(idOf(await project({ ...without, ...packageOf('native', '1.0.0') }))).toBe(
    idOf(await project(without)),
  )
})

test('kernels are found by their code, and no more when it has changed', async () => {
  const folder = await project(FILES)
  const kernels = new Kernels([folder])
  const id = idOf(folder)
  expect(kernels.find(id)).toBe(pathToFileURL(join(folder, 'kernel.ts')).href)
  await writeFile(join(folder, 'kernel.ts'), 'export default 1\n')
  expect(kernels.find(id)).toBeNull()
  expect(kernels.namesakes('kernel.ts')).toEqual([idOf(folder)])
})

test('a module that was loaded is no other one until the process ends', async () => {
  const folder = await project({ 'kernel.ts': 'export default 1\n' })
  const kernels = new Kernels([folder])
  const first = idOf(folder)
  expect(kernels.load(first)).not.toBeNull()
  await writeFile(join(folder, 'kernel.ts'), 'export default 2\n')
  expect(kernels.find(first)).toBeNull()
  // Node would give it the code that it has loaded
  expect(kernels.find(idOf(folder))).toBeNull()
})
