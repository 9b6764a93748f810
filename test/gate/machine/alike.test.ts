/** What the arms' processes have in common. */
import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { flagsFor, HASH_SEEDS } from '../../../src/gate/arms/flags.ts'
import { sameAddresses } from '../../../src/gate/machine/addresses.ts'
import { works } from '../../../src/gate/machine/tools.ts'

/** Where a new process's stack lies, from its memory map. */
function stackOf(prefix: readonly string[]): string {
  const program = "process.stdout.write(require('fs').readFileSync('/proc/self/maps', 'utf8'))"
  const words: string[] = [...prefix, process.execPath, '-e', program]
  const [command = '', ...rest] = words
  const lines = execFileSync(command, rest, { encoding: 'utf8' }).split('\n')
  return lines.find((one) => one.endsWith('[stack]')) ?? ''
}

test.each([1, HASH_SEEDS])('Node runs with hash seed %i', (seed) => {
  const words = [...flagsFor(seed), '-p', '({ a: 1 }).a']
  expect(execFileSync(process.execPath, words, { encoding: 'utf8' })).toBe('1\n')
})

test.skipIf(sameAddresses().length === 0)('the same addresses each time', () => {
  const prefix = sameAddresses()
  expect(stackOf(prefix)).toMatch(/^[0-9a-f]+-/)
  expect(stackOf(prefix)).toBe(stackOf(prefix))
  expect(stackOf([])).not.toBe(stackOf([]))
})

test('a command that is not there, or refuses, does not work', () => {
  expect(works(['lanemark-has-no-such-command'])).toBe(false)
  expect(works(['false'])).toBe(false)
  expect(works(['env'])).toBe(process.platform !== 'win32')
})
