import { describe, expect, test } from 'vitest'
import { parseAst } from 'vitest/node'
import { IMPORT, withPlugin } from '../../src/commands/init/config-edit.ts'

const edited = (text: string): string | null =>
  withPlugin(text, (source) => parseAst(source, { lang: 'ts' }))

/** Each with what it becomes, without the line of the import. */
const EDITS: [what: string, before: string, after: string][] = [
  ['no options', 'export default {}', 'export default { plugins: [lanemark()] }'],
  [
    'options on one line',
    'export default defineConfig({ test: { globals: true } })',
    'export default defineConfig({ plugins: [lanemark()], test: { globals: true } })',
  ],
  [
    'options on lines of their own',
    'export default defineConfig({\n  // a comment\n  test: {},\n})',
    'export default defineConfig({ plugins: [lanemark()],\n  // a comment\n  test: {},\n})',
  ],
  [
    'options below each other',
    'export default defineConfig({\n  test: {},\n})',
    'export default defineConfig({\n  plugins: [lanemark()],\n  test: {},\n})',
  ],
  ['no plugins', 'export default { plugins: [] }', 'export default { plugins: [lanemark()] }'],
  [
    'plugins',
    'export default { test: {}, plugins: [\n  vue(),\n] satisfies Plugin[] } satisfies Config',
    'export default { test: {}, plugins: [lanemark(), \n  vue(),\n] satisfies Plugin[] } satisfies Config',
  ],
]

test.each(EDITS)('%s', (_, before, after) => {
  expect(edited(before)).toBe(`${IMPORT}\n${after}`)
})

test('twice is once', () => {
  for (const [, before] of EDITS) {
    const once = edited(before) ?? ''
    expect(edited(once)).toBe(once)
  }
})

test('the import is in the style of the others, below comments', () => {
  const before = '// mine\r\nimport vue from "vue";\r\nexport default { plugins: [vue()] };\r\n'
  expect(edited(before)).toBe(
    '// mine\r\nimport { lanemark } from "lanemark/vitest";\r\nimport vue from "vue";\r\nexport default { plugins: [lanemark(), vue()] };\r\n',
  )
})

describe('left to hands', () => {
  test.each([
    'module.exports = { test: {} }',
    'export default defineConfig(() => ({ test: {} }))',
    'export default mergeConfig(base, { test: {} })',
    'export default { ...base }',
    'export default { plugins: all }',
    'export default { [plugins]: [] }',
    "export default { test: { projects: ['packages/*'] } }",
    'export default config',
    'export default {',
    '',
  ])('%s', (text) => {
    expect(edited(text)).toBeNull()
  })
})
