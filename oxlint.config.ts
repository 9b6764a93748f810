import { readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { defineConfig } from 'oxlint'
import type { OxlintOverride } from 'oxlint'
import { hasRoomsInside, isFile, ROOMS } from './layers.ts'
import type { Room } from './layers.ts'

const { dependencies, peerDependencies } = JSON.parse(
  readFileSync(new URL('package.json', import.meta.url), 'utf8'),
) as Record<'dependencies' | 'peerDependencies', Record<string, string>>

/** Nobody imports what is not named in a room's row: a new dependency needs a home first. */
const PACKAGES = [...Object.keys(dependencies), ...Object.keys(peerDependencies)]

/** A room's files as a glob. */
const filesOf = (room: Room): string => {
  if (isFile(room)) return room.path
  return hasRoomsInside(room) ? `${room.path}/*.ts` : `${room.path}/**`
}

/** The folders of a room's files: what an import says depends on where it stands. */
function foldersOf(room: Room): string[] {
  if (isFile(room)) return ['.']
  return hasRoomsInside(room) ? [room.path] : [room.path, `${room.path}/*`]
}

const specifier = (folder: string, path: string): string => {
  const relative = posix.relative(folder, path)
  return relative.startsWith('.') ? relative : `./${relative}`
}

/** What no file of a room in this folder may import. */
function forbiddenRooms({ path, sees }: Room, folder: string) {
  const others = ROOMS.filter((other) => other.path !== path && !sees.includes(other.path))
  return {
    group: others.map((other) => specifier(folder, filesOf(other))),
    message: `imports go downwards: ${path} sees ${sees.join(', ') || 'no other room'} (layers.ts)`,
  }
}

function forbiddenPackages({ path, packages }: Room) {
  const foreign = PACKAGES.filter((name) => !packages.includes(name))
  const modules = packages.filter((name) => name.startsWith('node:'))
  const node = ['node:*', 'node:*/**', ...modules.map((name) => `!${name}`)]
  return {
    group: [
      ...foreign.flatMap((name) => [name, `${name}/**`]),
      ...(packages.includes('node:*') ? [] : node),
    ],
    message: `${path} knows ${packages.join(', ') || 'no package'} (layers.ts)`,
  }
}

/** oxlint takes the last override that fits, and no rule of those before: each is written whole. */
const overrideOf = (room: Room, folder: string): OxlintOverride => ({
  files: [isFile(room) ? `src/${room.path}` : `src/${folder}/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: [forbiddenRooms(room, folder), forbiddenPackages(room)] },
    ],
  },
})

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'node', 'promise', 'vitest'],
  categories: { correctness: 'error', suspicious: 'error', perf: 'error' },
  rules: {
    'import/no-cycle': 'error',
    'no-await-in-loop': 'off',
    'no-underscore-dangle': 'off',
    'typescript/consistent-return': 'off',
    'typescript/no-explicit-any': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/no-unsafe-type-assertion': 'off',
    'unicorn/consistent-function-scoping': 'off',
    'vitest/no-standalone-expect': 'off',
  },
  overrides: [
    { files: ['**/*.bench.ts'], rules: { 'vitest/expect-expect': 'off' } },
    ...ROOMS.flatMap((room) => foldersOf(room).map((folder) => overrideOf(room, folder))),
  ],
  ignorePatterns: ['dist', 'reports', 'test/e2e/projects'],
})
