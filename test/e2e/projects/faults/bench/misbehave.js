/** Comparisons that misbehave in one mode, and what must hold after each of them. */
import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, expect } from 'vitest'
import { kernel, test } from 'lanemark'

export const faulty = kernel(new URL('../kernels/faulty.js', import.meta.url))

export const ALL = ['serial', 'concurrent', 'threads', 'processes']

/** A test for each; `options` are for the comparison. */
export function misbehave(faults, options = {}) {
  for (const { act, where } of faults) {
    test(`${act} in ${where}`, async ({ compareModes }) => {
      const heap = act === 'many objects' || act === 'one array' ? { heap: 32 } : {}
      // processes and threads always come along, to be closed; the small heap is theirs alone
      const modes = ['concurrent', { mode: 'threads', ...heap }, { mode: 'processes', ...heap }]
      const inputs = [{ act: 'nothing' }, { act, where }, { act: 'nothing' }]
      const workers = act === 'throw' ? 2 : 1
      await compareModes(faulty, inputs, { modes, workers, rounds: 1, ...options })
    })
  }

  // the workers of a comparison that failed are gone before its error is told
  afterEach(() => {
    if (process.platform === 'linux') expect(children()).toEqual([])
  })
}

function children() {
  const tasks = readdirSync('/proc/self/task')
  return tasks.flatMap((task) =>
    read(`/proc/self/task/${task}/children`).split(' ').filter(Boolean),
  )
}

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
