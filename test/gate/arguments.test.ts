import { describe, expect, test } from 'vitest'
import { askedFor } from '../../src/commands/command-line.ts'
import { LanemarkError } from '../../src/findings.ts'
import { parseGateArguments, parseShare } from '../../src/gate/arguments.ts'
import { parseDuration } from '../../src/option-values.ts'
import { commandOf } from '../../src/gate/command.ts'

const AROUND = { root: '/project', environment: {}, fresh: () => 7 }

describe('the words of a gate', () => {
  test('defaults', () => {
    const settings = parseGateArguments(['sum'], { base: 'main' }, AROUND)
    expect(settings).toMatchObject({ base: 'main', budget: 300_000, seed: 7, own: [] })
    expect(settings.picked).toEqual({ filters: ['sum'], projects: [], named: null })
    expect(settings).toMatchObject({ strict: false, acknowledged: [], setup: null })
    expect(settings.rules).toMatchObject({ margin: 0.01, alpha: 0.01 })
  })

  test('what is picked, as Vitest calls it', () => {
    const line = 'gate --base=a -t ^sum --project=a* --project b --own=bench/x one'
    const asked = askedFor(line.split(' '))
    const given = asked.kind === 'run' ? asked.given : {}
    const settings = parseGateArguments(['one'], given, AROUND)
    const named = '^sum'
    expect(settings.picked).toEqual({ filters: ['one'], projects: ['a*', 'b'], named })
    expect(settings.own).toEqual(['bench/x'])
    expect(commandOf(settings)).toContain(
      "--own=bench/x --seed=7 --project='a*' --project=b -t '^sum' one",
    )
  })

  test('everything given', () => {
    const given = {
      base: 'v1',
      budget: '90s',
      margin: '2%',
      alpha: '0.005',
      strict: true,
      seed: '3',
    }
    const settings = parseGateArguments([], { ...given, acknowledge: ['a', 'b'] }, AROUND)
    expect(settings).toMatchObject({ budget: 90_000, strict: true, seed: 3 })
    expect(settings.acknowledged).toEqual(['a', 'b'])
    expect(settings.rules).toMatchObject({ margin: 0.02, alpha: 0.005 })
  })

  test.each([
    [{}, '--base'],
    [{ base: true }, '--base'],
    [{ base: ['a', 'b'] }, '--base'],
    [{ base: 'a', budget: '5' }, '--budget'],
    [{ base: 'a', budget: '0m' }, '--budget'],
    [{ base: 'a', margin: '1' }, '--margin'],
    [{ base: 'a', alpha: '0%' }, 'alpha'],
    [{ base: 'a', alpha: 'lots' }, '--alpha'],
    [{ base: 'a', seed: '-1' }, '--seed'],
    [{ base: 'a', seed: '1.5' }, '--seed'],
    [{ base: 'a', testNamePattern: '(' }, '-t'],
  ])('%j is refused', (given, named) => {
    const parse = (): unknown => parseGateArguments([], given, AROUND)
    expect(parse).toThrow(LanemarkError)
    expect(parse).toThrow(named)
  })

  test('durations and shares', () => {
    expect(['500ms', '90s', '1.5m', '1h'].map(parseDuration)).toEqual([
      500, 90_000, 90_000, 3_600_000,
    ])
    expect(['1%', '0.5 %', '0.25'].map((text) => parseShare('--margin', text))).toEqual([
      0.01, 0.005, 0.25,
    ])
  })

  test('the command to run it again is safe to paste', () => {
    const given = { base: "it's; rm -rf /", seed: '5', acknowledge: ['a > b'] }
    const settings = parseGateArguments(['-x', '$(y)'], given, AROUND)
    expect(commandOf(settings)).toBe(
      "npx lanemark gate --base='it'\\''s; rm -rf /' --budget=300s --margin=1% --alpha=1% --acknowledge='a > b' --seed=5 -- -x '$(y)'",
    )
  })
})
