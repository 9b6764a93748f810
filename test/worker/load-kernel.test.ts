/** Kernels are found by module and export, and what cannot be one is refused. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import type { Finding } from '../../src/index.ts'
import { loadKernel } from '../../src/worker/loaded-kernel.ts'
import { executorOf, failureOf, LOCAL, POOLS } from '../executors/support.ts'

const folder = mkdtempSync(join(tmpdir(), 'lanemark-'))
afterAll(() => rmSync(folder, { recursive: true }))

let modules = 0

/** The URL of a module with this text. */
function moduleOf(text: string, extension = 'mjs'): string {
  modules += 1
  const path = join(folder, `module${modules}.${extension}`)
  writeFileSync(path, text)
  return pathToFileURL(path).href
}

const load = async (text: string, name = '') => await loadKernel({ url: moduleOf(text), name })

const findingOf = async (text: string, name = ''): Promise<Finding> =>
  (await failureOf(load(text, name))).finding

test('the default export is chosen, or else the only function', async () => {
  const both = await load('export default (x) => x; export const other = (x) => -x')
  expect(both.ref.name).toBe('default')
  const sole = await load('export const factor = 2; export const double = (x) => x * factor')
  expect(sole.ref.name).toBe('double')
  expect(sole.call(4)).toBe(8)
})

test('a name chooses among several', async () => {
  const { ref, call } = await load('export const one = () => 1; export const two = () => 2', 'two')
  expect([ref.name, call(0)]).toEqual(['two', 2])
})

test('without a name several functions are ambiguous', async () => {
  const finding = await findingOf('export const one = () => 1; export const two = () => 2')
  expect(finding).toMatchObject({ code: 'kernel-ambiguous', functions: ['one', 'two'] })
})

test('a class is no kernel', async () => {
  const finding = await findingOf('export default class Point {}')
  expect(finding).toMatchObject({ code: 'kernel-not-function', type: 'a class' })
})

test('the kind is told', async () => {
  const kinds = ['x => x', 'async x => x', 'function* (x) { return x }'].map(
    async (text) => (await load(`export default ${text}`)).kind,
  )
  expect(await Promise.all(kinds)).toEqual(['function', 'async function', 'generator function'])
})

test('a missing export is refused with those that exist', async () => {
  const finding = await findingOf('export const one = () => 1; export const two = 2', 'three')
  expect(finding).toMatchObject({
    code: 'kernel-missing-export',
    name: 'three',
    exports: ['one', 'two'],
  })
  expect(await findingOf('')).toMatchObject({ code: 'kernel-missing-export', exports: [] })
})

test('what is no function is refused with its type', async () => {
  const of = async (text: string) => await findingOf(`export const it = ${text}`, 'it')
  expect(await of('{}')).toMatchObject({
    code: 'kernel-not-function',
    name: 'it',
    type: 'an Object',
  })
  expect(await of('null')).toMatchObject({ type: 'null' })
  expect(await of('7n')).toMatchObject({ type: '7n' })
})

test('an async generator function is refused', async () => {
  const finding = await findingOf('export async function* ticks() { yield 1 }', 'ticks')
  expect(finding).toMatchObject({ code: 'kernel-async-generator', name: 'ticks' })
})

test('a module that is missing, broken or throws is refused with the reason', async () => {
  const url = pathToFileURL(join(folder, 'missing.mjs')).href
  const missing = await failureOf(loadKernel({ url, name: '' }))
  expect(missing.finding).toMatchObject({ code: 'kernel-unreadable', url })
  expect(missing.message).toContain('missing.mjs')
  expect(await findingOf('export const = 1')).toMatchObject({
    code: 'kernel-unreadable',
    reason: expect.stringMatching(/^SyntaxError: /),
  })
  expect(await findingOf('throw new RangeError("too early")')).toMatchObject({
    code: 'kernel-unreadable',
    reason: 'RangeError: too early',
  })
})

test('every mode refuses alike, and works on', async () => {
  const broken = { url: moduleOf('export const = 1'), name: '' }
  const wrong = { url: moduleOf('export const one: number = 1', 'ts'), name: 'two' }
  const fine = { url: moduleOf('export default (x: number) => x + 1', 'ts'), name: '' }
  for (const mode of [...LOCAL, ...POOLS]) {
    await using executor = executorOf(mode, { workers: 1 })
    const codes = [
      (await failureOf(executor.map(broken, [1]))).code,
      (await failureOf(executor.map(wrong, [1]))).finding,
    ]
    expect(codes).toMatchObject(['kernel-unreadable', { name: 'two', exports: ['one'] }])
    expect(await executor.map(fine, [1])).toEqual([2])
  }
})
