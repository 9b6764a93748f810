/** Moving a thread from core to core, for real where the system can. */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { allowedCores, Mover, parseAllowed } from '../../src/system/affinity.ts'

describe('the list of allowed cores', () => {
  test.each([
    ['Cpus_allowed:\t3\nCpus_allowed_list:\t0-1\n', [0, 1]],
    ['Name:\tnode\nCpus_allowed_list:\t0,2-4,7\nMems_allowed_list:\t0\n', [0, 2, 3, 4, 7]],
    ['Cpus_allowed_list:\t5\n', [5]],
    ['Name:\tnode\n', []],
    ['', []],
  ])('%j', (status, cores) => {
    expect(parseAllowed(status)).toEqual(cores)
  })
})

const cores = allowedCores()
const moves = cores.length > 1 && spawnSync('taskset', ['--version']).status === 0

describe.skipIf(!moves)('a mover', () => {
  test('moves this thread alone, and back', () => {
    const mover = new Mover()
    const last = cores.at(-1)!
    try {
      mover.to(last)
      expect(allowedCores()).toEqual([last])
      const others = readdirSync('/proc/self/task').filter((thread) => thread !== `${process.pid}`)
      const allowed = others.map((thread) =>
        parseAllowed(readFileSync(`/proc/self/task/${thread}/status`, 'utf8')),
      )
      expect(allowed).toContainEqual(cores)
    } finally {
      mover.to(null)
    }
    expect(allowedCores()).toEqual(cores)
  })

  test('goes home to where it was, not to all cores', () => {
    const outer = new Mover()
    const [first = 0] = cores
    outer.to(first)
    try {
      const inner = new Mover()
      inner.to(cores.at(-1)!)
      inner.to(null)
      expect(allowedCores()).toEqual([first])
    } finally {
      outer.to(null)
    }
  })
})
