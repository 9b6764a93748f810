import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { countFaults } from '../../src/system/faults.ts'

const MIB = 2 ** 20
const SIZE = 64 * MIB
/** A page has 4 KiB, or 2 MiB where the system makes them large. */
const LEAST = SIZE / (2 * MIB)

test('fresh memory that is touched shows in this process’s count', () => {
  const faults = countFaults('own')
  expect(new Uint8Array(SIZE).fill(1)).toHaveLength(SIZE)
  expect(faults()).toBeGreaterThanOrEqual(LEAST)
})

const file = fileURLToPath(new URL('./programs/touch.ts', import.meta.url))

test.runIf(process.platform === 'linux')('and a child’s in that of the children', async () => {
  const others = countFaults('children')
  const child = fork(file, { execArgv: [] })
  try {
    await once(child, 'message')
    // one that came later counts from its beginning
    expect(others()).toBeGreaterThan(0)
    const faults = countFaults('children')
    child.send(SIZE)
    await once(child, 'message')
    expect(faults()).toBeGreaterThanOrEqual(LEAST)
  } finally {
    child.kill()
  }
})
