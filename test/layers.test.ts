import { spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hasRoomsInside, isFile, ROOMS } from '../layers.ts'
import type { Room } from '../layers.ts'

const project = fileURLToPath(new URL('../', import.meta.url))

/** A file of a room, real or not: the rules read names alone. */
const fileIn = (room: Room, name: string): string =>
  isFile(room) ? room.path : `${room.path}/${name}.ts`

/** Files of the same room in a folder of its own, where it may have one. */
const placesIn = (room: Room, name: string): string[] =>
  isFile(room) || hasRoomsInside(room)
    ? [fileIn(room, name)]
    : [fileIn(room, name), fileIn(room, `inside/${name}`)]

/** Whether a file of `src/` stands where the rules of some row reach. */
function isHoused(file: string): boolean {
  const [room] = ROOMS.filter(({ path }) => file === path || file.startsWith(`${path}/`)).toSorted(
    (a, b) => b.path.length - a.path.length,
  )
  if (room === undefined) return false
  const depth = file.slice(room.path.length).split('/').length - 1
  return depth <= (hasRoomsInside(room) ? 1 : 2)
}

const specifier = (from: string, to: string): string => {
  const path = posix.relative(posix.dirname(from), to)
  return path.startsWith('.') ? path : `./${path}`
}

const MODULES = [
  'node:fs',
  'node:fs/promises',
  'node:util',
  'vitest',
  'vitest/node',
  'tinypool',
  'tinybench',
]

const mayImport = ({ packages }: Room, module: string): boolean =>
  packages.includes(module) ||
  packages.includes(module.startsWith('node:') ? 'node:*' : (module.split('/')[0] ?? ''))

interface Trial {
  /** Relative to `src/`. */
  file: string
  /** A line each. */
  imports: { from: string; allowed: boolean }[]
}

function trialOf(room: Room, file: string): Trial {
  const others = ROOMS.filter((other) => other !== room).flatMap((other) =>
    placesIn(other, 'other').map((path) => ({
      from: specifier(file, path),
      allowed: room.sees.includes(other.path),
    })),
  )
  const modules = MODULES.map((from) => ({ from, allowed: mayImport(room, from) }))
  return { file, imports: [...others, ...modules] }
}

const trials = ROOMS.flatMap((room) => placesIn(room, 'trial').map((file) => trialOf(room, file)))

let folder = ''

/** By file, the lines that lint refused. */
const refused = new Map<string, Set<number>>()

interface Diagnostic {
  code: string
  filename: string
  labels: { span: { line: number } }[]
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lanemark-layers-'))
  write(
    join(folder, 'oxlint.config.ts'),
    `export { default } from ${JSON.stringify(join(project, 'oxlint.config.ts'))}\n`,
  )
  for (const { file, imports } of trials) {
    const lines = imports.map(({ from }) => `import '${from}'`)
    write(join(folder, 'src', file), `${lines.join('\n')}\n`)
  }
  const oxlint = join(project, 'node_modules/oxlint/bin/oxlint')
  const { stdout } = spawnSync(process.execPath, [oxlint, '--format=json'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  })
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: Diagnostic[] }
  for (const { code, filename, labels } of diagnostics) {
    if (code !== 'eslint(no-restricted-imports)') continue
    const lines = refused.get(filename) ?? new Set()
    refused.set(filename, lines)
    for (const { span } of labels) lines.add(span.line)
  }
})

afterAll(() => rm(folder, { recursive: true, force: true }))

test.each(trials)('$file may import what its room sees, and nothing else', ({ file, imports }) => {
  const lines = refused.get(`src/${file}`) ?? new Set()
  const told = imports.map(({ from }, index) => ({ from, allowed: !lines.has(index + 1) }))
  expect(told).toEqual(imports)
})

test('a room sees only rooms that stand above it in the table, so that no two see each other', () => {
  const upwards = ROOMS.flatMap(({ path, sees }, index) => {
    const above = new Set(ROOMS.slice(0, index).map((room) => room.path))
    return sees.filter((seen) => !above.has(seen)).map((seen) => `${path} -> ${seen}`)
  })
  expect(upwards).toEqual([])
})

test('each file of the source stands where the rules of a row reach it', () => {
  const files = globSync('**/*.ts', { cwd: join(project, 'src') })
  expect(files.length).toBeGreaterThan(100)
  expect(files.filter((file) => !isHoused(file))).toEqual([])
})

/** Names that say what a file is in its folder, and not what it is about. */
const ROLES = new Set(['file.ts', 'index.ts', 'model.ts', 'schema.ts'])

test('a name stands once in the source, so that it finds its file', () => {
  const names = globSync('**/*.ts', { cwd: join(project, 'src') })
    .map((file) => basename(file))
    .filter((name) => !ROLES.has(name))
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})

const LINK = /\]\((\.\.\/[^)]+)\)/g

test('the map of the code leads to files that are there, and knows each room', () => {
  const map = join(project, 'docs/code.md')
  const text = readFileSync(map, 'utf8')
  const links = [...text.matchAll(LINK)].map(([, path = '']) => path)
  expect(links.length).toBeGreaterThan(50)
  expect(links.filter((path) => !existsSync(join(dirname(map), path)))).toEqual([])
  const unknown = ROOMS.map(({ path }) => path.split('/').at(-1) ?? path).filter(
    (name) => !text.includes(name),
  )
  expect(unknown).toEqual([])
})
