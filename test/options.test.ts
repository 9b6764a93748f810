/** Options are checked once, at the edge, and a refusal says what is allowed. */
import { expect, test } from 'vitest'
import { LanemarkError, processes, threads } from '../src/index.ts'
import type { PoolOptions } from '../src/index.ts'
import { resolveCompare } from '../src/compare/compare-options.ts'
import { resolvePool } from '../src/pool-options.ts'
import { resolvePlugin } from '../src/options.ts'

const COUNT = 'a whole number from 1 to 1024'

const wrong: [options: object, option: string, got: string, allowed: string][] = [
  [{ workers: 0 }, 'workers', '0', COUNT],
  [{ workers: -1 }, 'workers', '-1', COUNT],
  [{ workers: 1.5 }, 'workers', '1.5', COUNT],
  [{ workers: Number.NaN }, 'workers', 'NaN', COUNT],
  [{ workers: Infinity }, 'workers', 'Infinity', COUNT],
  [{ workers: 1025 }, 'workers', '1025', COUNT],
  [{ workers: '2' }, 'workers', '"2"', COUNT],
  [{ workers: null }, 'workers', 'null', COUNT],
  [{ workers: [1, 2] }, 'workers', '[ 1, 2 ]', COUNT],
  [{ heap: 1 }, 'heap', '1', 'a whole number from'],
  [{ heap: 64.5 }, 'heap', '64.5', 'a whole number from'],
  [{ heap: '64mb' }, 'heap', '"64mb"', 'a whole number from'],
  [{ worker: 2 }, 'worker', '', 'not an option; allowed: `workers`, `heap`'],
]

test.for([['threads', threads] as const, ['processes', processes] as const])(
  '%s refuses what makes no sense, before anything is started',
  ([, mode]) => {
    for (const [options, option, got, allowed] of wrong) {
      const make = (): unknown => mode(options)
      expect(make).toThrow(LanemarkError)
      expect(make).toThrow(`option \`${option}\` is ${got}`)
      expect(make).toThrow(allowed)
    }
  },
)

test('options that are no object are refused', () => {
  for (const options of [null, 4, 'threads', true]) {
    expect(() => threads(options as PoolOptions)).toThrow(
      /^option `options` is (null|4|"threads"|true); allowed: an object with `workers`, `heap`, `recycle`$/,
    )
  }
})

test('what is not given has its default', () => {
  const { workers, heap } = resolvePool({})
  expect(workers).toBeGreaterThanOrEqual(1)
  expect(Number.isInteger(workers)).toBe(true)
  expect(heap).toBeNull()
})

test('what is given is taken', () => {
  const given = { workers: 3, heap: 256, recycle: 512 }
  expect(resolvePool(given)).toEqual(given)
  expect(threads({ workers: 3 }).workers).toBe(3)
  expect(processes({ workers: 5 }).workers).toBe(5)
})

test('what a report could not hold is refused before anything is measured', () => {
  const good = { label: 'CPython', source: 'a run', modes: {}, missing: null, digests: [] }
  expect(resolveCompare({ references: [good] }).references).toEqual([good])
  const bad = { ...good, modes: { serial: { name: 'plain', makespan: Number.NaN, lines: [] } } }
  expect(() => resolveCompare({ references: [good, bad] })).toThrow(
    'option `references.1.modes.serial.makespan` is NaN',
  )
  expect(() => resolveCompare({ references: [{} as typeof good] })).toThrow('`references.0.label`')
})

test('rounds are a number, or so many at the least', () => {
  expect(resolveCompare({})).toMatchObject({ rounds: null, least: 8 })
  expect(resolveCompare({ rounds: 3 })).toMatchObject({ rounds: 3 })
  expect(resolveCompare({ rounds: { least: 12 } })).toMatchObject({ rounds: null, least: 12 })
  expect(() => resolveCompare({ rounds: { least: 0 } })).toThrow('`rounds.least` is 0')
  expect(() => resolveCompare({ rounds: 1.5 })).toThrow('`rounds` is 1.5; allowed: a whole number')
})

test('what is repeated is a comparison', () => {
  expect(() => resolveCompare({ repeats: { name: 'once' } as never })).toThrow('`repeats.tasks`')
})

test('options of the plugin are refused with what was given', () => {
  expect(() => resolvePlugin({ reports: '' }, {})).toThrow('`reports` is ""; allowed: a folder')
  expect(() => resolvePlugin(null as never, {})).toThrow(
    '`options` is null; allowed: an object with `reports`, `seed`, `acknowledge`, `bytes`',
  )
  expect(() => resolvePlugin({ report: 'here' } as never, {})).toThrow('`report` is not an option')
})

test('other machines are modes like the others, with all workers or with some', () => {
  const server = { mode: 'machines', servers: 'nats://127.0.0.1:4222', group: 'lab' } as const
  const options = { servers: server.servers, group: 'lab' }
  expect(resolveCompare({ modes: [server] }).cases.slice(1)).toEqual([
    { label: 'machines', mode: 'machines', workers: 1, asked: null, options },
  ])
  expect(resolveCompare({ modes: [{ ...server, workers: [1, 2000] }] }).cases.slice(1)).toEqual([
    { label: 'machines x1', mode: 'machines', workers: 1, asked: 1, options },
    { label: 'machines x2000', mode: 'machines', workers: 2000, asked: 2000, options },
  ])
  const without = { mode: 'machines' } as unknown as typeof server
  expect(() => resolveCompare({ modes: [without] })).toThrow('`modes.0.servers`')
  expect(() => resolveCompare({ modes: [{ ...server, workers: 0 }] })).toThrow('a whole number')
  expect(() => resolveCompare({ modes: ['machines' as 'threads'] })).toThrow('one of `serial`')
})
