import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { childrenFaults, faultsBetween, ownFaults } from '../../src/measure/faults.ts'

const MIB = 2 ** 20
/** Pages have 4 KiB or more; touching this much maps at least one of 2 MiB in eight. */
const SIZE = 64 * MIB

test('fresh memory that is touched shows among this process’s own', () => {
  const before = ownFaults()
  const fresh = new Uint8Array(SIZE).fill(1)
  expect(ownFaults() - before).toBeGreaterThanOrEqual(fresh.length / (2 * MIB))
})

test.runIf(process.platform === 'linux')('and a child’s among those of the children', async () => {
  const file = fileURLToPath(new URL('./programs/touch.ts', import.meta.url))
  const child = fork(file, { execArgv: [] })
  try {
    await once(child, 'message')
    const before = childrenFaults()
    expect(before?.has(String(child.pid))).toBe(true)
    child.send(SIZE)
    await once(child, 'message')
    expect(faultsBetween(before, childrenFaults())).toBeGreaterThanOrEqual(SIZE / (2 * MIB))
  } finally {
    child.kill()
  }
})

test('children that came later count whole, and what is not known is not made up', () => {
  const before = new Map([['1', 10]])
  const after = new Map([
    ['1', 15],
    ['2', 7],
  ])
  expect(faultsBetween(before, after)).toBe(12)
  expect(faultsBetween(null, after)).toBe(null)
})
