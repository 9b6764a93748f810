import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { competing } from '../competition.ts'
import { layOutSides } from '../sides.ts'

/** Text by path, without what is linked. */
function filesOf(root: string): Map<string, string> {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' })
  const own = paths.filter((path) => !path.startsWith('node_modules'))
  const files = own.filter((path) => statSync(join(root, path)).isFile())
  return new Map(files.map((path) => [path, readFileSync(join(root, path), 'utf8')]))
}

test('base and head are alike, but for the extra work and the other words of head', async () => {
  const { roots, remove } = await layOutSides()
  onTestFinished(remove)
  const base = filesOf(roots.base)
  expect(base.size).toBeGreaterThan(5)
  const head = filesOf(roots.head)
  expect([...head.keys()]).toEqual([...base.keys()])
  const changed = [...head].filter(([path, text]) => text !== base.get(path))
  const own = changed.filter(([path]) => !path.startsWith(join('src', 'reworded')))
  expect(own.map(([path]) => path)).toEqual([join('src', 'side.ts')])
  const reworded = changed.filter((one) => !own.includes(one))
  expect(reworded).toHaveLength(5)
  // the same kernel behind other text
  for (const [path, text] of reworded) {
    expect(text.endsWith(base.get(path) ?? 'nothing')).toBe(true)
    expect(base.get(path)).toBe(base.get(join('src', basename(path))))
  }
  expect(new Set(Object.values(roots).map((root) => root.length)).size).toBe(1)
})

/** Processes that this one started and that still run. */
const children = (): string[] =>
  execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes('competitor'))

test('the competing process computes as long as the work, however that ends', async () => {
  const seen = await competing(async () => {
    await after(50)
    return children()
  })
  expect(seen).toHaveLength(1)
  expect(children()).toEqual([])
  const failing = competing(() => Promise.reject(new Error('no')))
  await expect(failing).rejects.toThrow('no')
  expect(children()).toEqual([])
})
