import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { runProgram } from '../../../bench/claims/program.ts'
import type { Work } from '../../../bench/peers/contenders/contender.ts'
import { CONTENDERS } from '../../../bench/peers/contenders/index.ts'
import { descendants } from '../../../bench/peers/tree.ts'

const echo: Work = {
  module: new URL('../../../bench/kernels/echo.ts', import.meta.url).href,
  name: 'echo',
  hand: { chunk: 3, ahead: 2 },
  timed: false,
}

/** What JSON would change is among them, but null, for which poolifier's tasks get `{}`. */
const INPUTS = [0, 'one', [Number.NaN, -0, 10n], new Map([['a', new Set([1])]]), Infinity, {}, 2n]

describe.each(CONTENDERS)('$name', (contender) => {
  test('gives every result in its place, list after list, and leaves no process behind', async () => {
    const before = descendants(process.pid)
    const running = await contender.open([echo], 2)
    try {
      for (const inputs of [INPUTS, INPUTS.slice(0, 1), INPUTS.toReversed(), []]) {
        expect(await running.run(echo, inputs)).toStrictEqual(inputs)
      }
    } finally {
      await running.close()
    }
    expect(descendants(process.pid)).toEqual(before)
  })
})

test('a program that closed them all ends by itself', async () => {
  const program = fileURLToPath(new URL('every-contender.ts', import.meta.url))
  const ended = await runProgram(process.execPath, [program], { deadline: 50_000 })
  expect(ended).toMatchObject({ overdue: false, exitCode: 0 })
  expect(ended.stdout.trim().split('\n')).toEqual(CONTENDERS.map(({ name }) => `${name}: 1,2,3`))
})
