/** What the arms' processes have in common. */
import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { flagsFor, HASH_SEEDS, sameAddresses } from '../../src/gate/run/arms/alike.ts'
import { works } from '../../src/gate/run/machine/tools.ts'

/** The first line of a new process's memory map: where its program lies. */
function mapOf(prefix: readonly string[]): string {
  const program = "process.stdout.write(require('fs').readFileSync('/proc/self/maps', 'utf8'))"
  const [command = '', ...words] = [...prefix, process.execPath, '-e', program]
  return execFileSync(command, words, { encoding: 'utf8' }).split('\n')[0] ?? ''
}

test.each([1, HASH_SEEDS])('Node runs with hash seed %i', (seed) => {
  const words = [...flagsFor(seed), '-p', '({ a: 1 }).a']
  expect(execFileSync(process.execPath, words, { encoding: 'utf8' })).toBe('1\n')
})

test.skipIf(sameAddresses().length === 0)('the same addresses each time', () => {
  const prefix = sameAddresses()
  expect(mapOf(prefix)).toBe(mapOf(prefix))
  expect(mapOf([])).not.toBe(mapOf([]))
})

test('a command that is not there, or refuses, does not work', () => {
  expect(works(['lanemark-has-no-such-command'])).toBe(false)
  expect(works(['false'])).toBe(false)
  expect(works(['env'])).toBe(process.platform !== 'win32')
})
