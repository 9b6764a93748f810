/** The baseline's file, the fingerprint, the command line, and what stands beside head. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LanemarkError } from '../../../src/findings.ts'
import { baselineJson, parseBaseline } from '../../../src/gate/stored/file.ts'
import { differencesOf, FIELDS, forbidding } from '../../../src/gate/decide/stored/fingerprint.ts'
import type { Baseline, Fingerprint } from '../../../src/gate/model/baseline.ts'
import {
  parseSaveArguments,
  parseStoredArguments,
} from '../../../src/gate/stored/stored-arguments.ts'
import { besideStored } from '../../../src/gate/stored/stored-side.ts'
import { catalogue } from '../../../src/gate/catalogue.ts'
import { saveCommandOf, storedCommandOf } from '../../../src/gate/command.ts'
import { baseline, FINGERPRINT, headOutcome } from './examples.ts'

describe('the file', () => {
  test('comes back as it was', () => {
    expect(parseBaseline(baselineJson(baseline(), 'b.json'), 'b.json')).toEqual(baseline())
  })

  const damaged: [what: string, text: string, told: string][] = [
    ['no JSON', '{', 'b.json'],
    ['nothing of ours', '[]', 'its schema is missing'],
    ['another file of ours', '{"schema":"lanemark/gate@1"}', "its schema is 'lanemark/gate@1'"],
    ['a later version', '{"schema":"lanemark/baseline@2"}', "its schema is 'lanemark/baseline@2'"],
  ]
  test.each(damaged)('%s is refused', (_, text, told) => {
    expect(() => parseBaseline(text, 'b.json')).toThrow(LanemarkError)
    expect(() => parseBaseline(text, 'b.json')).toThrow('b.json is not a baseline')
    expect(() => parseBaseline(text, 'b.json')).toThrow(told)
  })

  const [figure] = baseline().figures
  const impossible: [what: string, change: Partial<Baseline>, told: string][] = [
    ['a negative time', { figures: [{ ...figure!, values: [1, -1] }] }, 'figures[0].values[1]'],
    ['no time', { figures: [{ ...figure!, values: [1, 0] }] }, 'figures[0].values[1]'],
    ['a value too few', { figures: [{ ...figure!, values: [1] }] }, 'one value for each block'],
    ['nothing but gaps', { figures: [{ ...figure!, values: [null, null] }] }, 'no value at all'],
    ['a figure twice', { figures: [figure!, figure!] }, 'same id'],
    ['no figures', { figures: [] }, 'figures'],
    ['no blocks', { blocks: [] }, 'blocks'],
    ['no date', { date: 'yesterday' }, 'date'],
    ['no cores', { fingerprint: { ...FINGERPRINT, cores: 0 } }, 'fingerprint.cores'],
  ]
  test.each(impossible)('%s is refused, with its place', (_, change, told) => {
    const text = JSON.stringify({ ...baseline(), ...change })
    expect(() => parseBaseline(text, 'b.json')).toThrow(told)
  })

  test('a number too large for JSON', () => {
    const text = JSON.stringify(baseline()).replace('"took":1', '"took":1e999')
    expect(() => parseBaseline(text, 'b.json')).toThrow('blocks[0].took')
  })
})

describe('the fingerprint', () => {
  test('a machine does not differ from itself', () => {
    expect(differencesOf(FINGERPRINT, { ...FINGERPRINT })).toEqual([])
  })

  const cases: [change: Partial<Fingerprint>, forbids: string[]][] = [
    [{ cpu: 'other' }, ['time']],
    [{ arch: 'arm64' }, ['time']],
    [{ flags: ['--no-opt'] }, ['time']],
    [{ node: 'v24.12.0' }, ['time']],
    [{ node: 'v26.1.0' }, ['time', 'speedup']],
    [{ node: 'v24.11.9' }, []],
    [{ release: '6.8.0-99' }, []],
    [{ release: '6.9.0-1' }, ['time']],
    [{ vitest: '5.2.0' }, ['time']],
    [{ cores: 2 }, ['time', 'speedup']],
    [{ os: 'Darwin' }, ['time', 'speedup']],
    [{ lanemark: '0.2.0' }, ['time', 'speedup']],
    [{ pace: 'less' }, ['time', 'speedup']],
  ]
  test.each(cases)('%j forbids %j', (change, forbids) => {
    const differences = differencesOf(FINGERPRINT, { ...FINGERPRINT, ...change })
    expect(differences.map(({ field }) => field)).toEqual(Object.keys(change))
    const metrics = (['time', 'speedup'] as const).filter(
      (metric) => forbidding(differences, metric).length > 0,
    )
    expect(metrics).toEqual(forbids)
  })

  test('what forbids speedups forbids times', () => {
    const fields = Object.keys(FIELDS) as (keyof Fingerprint)[]
    const changes = fc
      .subarray(fields)
      .map((names) => names.map((field) => ({ field, stored: '1.2', here: '3.4' })))
    fc.assert(
      fc.property(changes, (differences) => {
        const times = forbidding(differences, 'time')
        expect(forbidding(differences, 'speedup').every((one) => times.includes(one))).toBe(true)
      }),
    )
  })
})

describe('the command line', () => {
  const AROUND = { root: '/project', environment: {}, fresh: () => 7 }

  test('saving, and a gate against it', () => {
    const saving = parseSaveArguments(['save', 'sum'], { output: 'my file.json' }, AROUND)
    expect(saving).toMatchObject({
      picked: { filters: ['sum'] },
      blocks: { least: 10, most: 40 },
      seed: 7,
    })
    expect(saveCommandOf(saving)).toBe(
      "npx lanemark baseline save --output='my file.json' --budget=300s --seed=7 sum",
    )
    const gate = parseStoredArguments(['sum'], { baseline: 'b.json', margin: '2%' }, AROUND)
    expect(gate).toMatchObject({ baseline: 'b.json', rules: { margin: 0.02 } })
    expect(storedCommandOf(gate)).toBe(
      'npx lanemark gate --baseline=b.json --budget=300s --margin=2% --alpha=1% --seed=7 sum',
    )
  })

  test.each([
    [{ baseline: 'b.json', base: 'main' }, 'not both'],
    [{ baseline: '' }, '--baseline'],
    [{ baseline: true }, '--baseline'],
  ])('%j is refused', (given, told) => {
    expect(() => parseStoredArguments([], given, AROUND)).toThrow(told)
  })

  test('only save is an action', () => {
    expect(() => parseSaveArguments([], {}, AROUND)).toThrow('baseline save')
    expect(() => parseSaveArguments(['load'], {}, AROUND)).toThrow('baseline save')
  })
})

describe('beside head', () => {
  const listed = {
    type: 'listed' as const,
    vitest: '5.1.1',
    acknowledged: [],
    files: [{ path: 'a.bench.ts', file: 'a.bench.ts', tests: [], source: false }],
  }
  const rounds = 5
  const presences = (
    filters: string[],
    { cut = false, named = null }: { cut?: boolean; named?: string | null } = {},
  ): Record<string, string> => {
    const picked = { filters, projects: [], named }
    const head = headOutcome()
    // Vitest names it, and nobody has run it
    head.arms.head?.units.set('a.bench.ts > waiting', { file: 'a.bench.ts', name: 'waiting' })
    const outcome = besideStored(head, baseline(), { picked, listed, cut })
    const sides = { own: null, listed: { base: null, head: listed } }
    const discovery = { outcome, ...sides, cut, picked, budget: 1, rounds, startup: 1 }
    const { entries } = catalogue(discovery)
    return Object.fromEntries(entries.map(({ id, presence }) => [id, presence.state]))
  }

  test('what is on both sides, new, gone, and failed', () => {
    expect(presences([])).toEqual({
      'a.bench.ts > kept': 'both',
      'a.bench.ts > fresh': 'new',
      'a.bench.ts > gone': 'removed',
      'a.bench.ts > broken': 'failed',
      'b.bench.ts > elsewhere': 'removed',
    })
  })

  test('outside of the filters nothing is gone', () => {
    expect(presences(['a.bench'])).not.toHaveProperty('b.bench.ts > elsewhere')
    expect(presences(['a.bench'])).toHaveProperty('a.bench.ts > gone', 'removed')
    expect(presences(['b.ben'])).toHaveProperty('b.bench.ts > elsewhere', 'removed')
  })

  test('nor is what the pattern for names leaves out', () => {
    expect(presences([], { named: '^kept$' })).not.toHaveProperty('a.bench.ts > gone')
    expect(presences([], { named: 'one$' })).toHaveProperty('a.bench.ts > gone', 'removed')
  })

  test('what was not reached in time is not gone', () => {
    expect(presences([], { cut: true })).not.toHaveProperty('b.bench.ts > elsewhere')
    expect(presences([], { cut: true })).toHaveProperty('a.bench.ts > waiting', 'both')
  })

  test('nor missed where nobody asked for it', () => {
    const some = presences([], { cut: true, named: '^kept$' })
    expect(some).not.toHaveProperty('a.bench.ts > waiting')
    expect(some).toHaveProperty('a.bench.ts > kept', 'both')
  })

  test('results that differ', () => {
    const outcome = besideStored(headOutcome('another'), baseline(), {
      picked: { filters: [], projects: [], named: null },
      listed,
      cut: false,
    })
    const found = catalogue({
      outcome,
      own: null,
      startup: 1,
      listed: { base: null, head: listed },
      cut: false,
      picked: { filters: [], projects: [], named: null },
      budget: 1,
      rounds,
    })
    expect(found.differing).toEqual(['a.bench.ts > kept'])
  })
})
