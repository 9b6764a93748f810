import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { askedFor } from '../../src/commands/command-line.ts'
import { parseCompareWords } from '../../src/commands/compare/compare-words.ts'
import { LanemarkError } from '../../src/findings.ts'

const root = mkdtempSync(join(tmpdir(), 'lanemark-words-'))
for (const [name, text] of [
  ['thumb nail.ts', ''],
  ['inputs.ts', ''],
  ['inputs.json', '[{"width": 640}]'],
  ['object.json', '{}'],
  ['broken.json', '['],
] as const) {
  writeFileSync(join(root, name), text)
}
afterAll(() => rmSync(root, { recursive: true }))

const KERNEL = 'thumb nail.ts'
const url = pathToFileURL(join(root, KERNEL)).href

function parsed(...words: string[]) {
  const asked = askedFor(['compare', ...words])
  if (asked.kind !== 'run') throw new Error(asked.kind)
  return parseCompareWords(asked.words, asked.given, { root, environment: {}, fresh: () => 7 })
}

test('a function, its inputs and everything by default', () => {
  const { asked, ...settings } = parsed('./thumb nail.ts#render', '--inputs', '[640, 1280]')
  expect(asked).toMatchObject({
    name: 'thumb nail.ts#render',
    kernel: { url, name: 'render' },
    inputs: { kind: 'values', values: [640, 1280] },
    options: { modes: ['serial', 'concurrent', 'threads', 'processes'], budget: 3000 },
  })
  expect(asked.options).not.toHaveProperty('context')
  const path = join(root, 'reports', 'compare-thumb_nail-render.md')
  expect(settings).toMatchObject({ root, seed: 7, json: false, path })
})

test('everything given, and the command that asks for it again', () => {
  const words = ['thumb nail.ts', '--inputs=inputs.json', '--context={"fit": "it\'s"}', '--out=o']
  const first = parsed(...words, '--modes=serial, threads', '--workers=1,2', '--budget=5s')
  expect(first.asked).toMatchObject({
    kernel: { url, name: '' },
    inputs: { values: [{ width: 640 }] },
    options: {
      modes: ['serial', { mode: 'threads', workers: [1, 2] }],
      budget: 5000,
      context: { fit: "it's" },
    },
  })
  expect(first.command).toBe(
    `npx lanemark compare 'thumb nail.ts' --inputs=inputs.json --context='{"fit": "it'\\''s"}' --modes='serial, threads' --workers=1,2 --budget=5s --out=o --seed=7`,
  )
})

test('other machines, and no secrets in the command that asks again', () => {
  const servers = 'nats://me:secret@127.0.0.1:4222'
  const words = [`--servers=${servers}`, '--group=lab', '--modes=machines', '--workers=1,2']
  const { asked, command } = parsed(KERNEL, '--inputs=[1]', ...words)
  expect(asked.options.modes).toEqual([
    { mode: 'machines', servers: [servers], group: 'lab', workers: [1, 2] },
  ])
  expect(command).toContain('--servers=nats://127.0.0.1:4222 --group=lab')
  expect(command).not.toContain('secret')
})

test('inputs of a module, which need not be JSON', () => {
  const { asked } = parsed('thumb nail.ts', '--inputs-from', './inputs.ts#all')
  expect(asked.inputs).toEqual({
    kind: 'module',
    from: './inputs.ts#all',
    url: pathToFileURL(join(root, 'inputs.ts')).href,
    name: 'all',
  })
})

test.each([
  [[], 'one module with its export'],
  [[KERNEL, KERNEL], 'one module with its export'],
  [['nowhere.ts', '--inputs=[1]'], 'there is no such file'],
  [[KERNEL], '--inputs-from ./inputs.ts#all'],
  [[KERNEL, '--inputs=[1]', '--inputs-from=inputs.ts'], '[1] and inputs.ts'],
  [[KERNEL, '--inputs=640'], 'an array of inputs'],
  [[KERNEL, '--inputs=[640'], 'JSON, or a file whose name ends with .json'],
  [[KERNEL, '--inputs=object.json'], 'an array of inputs'],
  [[KERNEL, '--inputs=broken.json'], 'broken.json: SyntaxError'],
  [[KERNEL, '--inputs=nowhere.json'], 'nowhere.json: Error: ENOENT'],
  [[KERNEL, '--inputs-from=nowhere.ts'], 'there is no such file'],
  [[KERNEL, '--inputs=[1]', '--modes=fibres'], 'one of `serial`'],
  [[KERNEL, '--inputs=[1]', '--modes=machines'], 'where `machines` is among the modes'],
  [[KERNEL, '--inputs=[1]', '--workers=two'], 'numbers of workers'],
  [[KERNEL, '--inputs=[1]', '--workers=0'], 'a whole number from 1'],
  [[KERNEL, '--inputs=[1]', '--budget=5'], '--budget'],
  [[KERNEL, '--inputs=[1]', '--context={'], '--context'],
])('%j is refused', (words, said) => {
  expect(() => parsed(...words)).toThrow(LanemarkError)
  expect(() => parsed(...words)).toThrow(said)
})
