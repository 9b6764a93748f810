import { expect, test } from 'vitest'
import { capacityOf } from '../../src/compare/capacity.ts'
import { doctorLines } from '../../src/commands/doctor/doctor-lines.ts'
import type { Examination } from '../../src/commands/doctor/examination.ts'
import { LanemarkError } from '../../src/findings.ts'

const readings = (...capacities: number[]) =>
  capacityOf(
    capacities.map((capacity, round) => ({ round, before: null, capacity, pace: 1 })),
    2,
    capacities.length,
  )

const QUIET: Examination = {
  environment: {
    cpu: 'A processor',
    cores: 2,
    quota: null,
    os: 'Linux 6.18',
    node: 'v24.21.0',
    v8: '13.6',
    vitest: '5.1.1',
    lanemark: '0.1.0',
    date: '2026-01-01T00:00:00.000Z',
  },
  cores: 2,
  capacity: readings(1.98, 2, 1.97),
  stolen: 0.004,
  steady: { core: 1, addresses: true },
  missing: [],
  fixed: { time: 1.5, processes: 0.01, pairs: 0.004, count: 10, detectable: 1.021, margin: 0.01 },
}

const linesFor = (found: Partial<Examination>, width = 100): string[] =>
  doctorLines({ ...QUIET, ...found }, width)

test('a quiet machine, in ten lines that fit a terminal', () => {
  expect(linesFor({}, 80)).toEqual([
    'machine    A processor, Linux 6.18; 2 cores, no quota',
    'cores now  1.98 of 2 delivered, in each of three readings',
    'stolen     0.4 % of the CPU time went to others on the host meanwhile',
    'Node       24.21.0',
    'Vitest     5.1.1',
    'taskset    there: the gate takes all its turns on core 1',
    'setarch    there: the gate’s processes have the same addresses',
    'spread     a fixed computation takes 1.50 ms, ± 1.0 % over ten fresh processes',
    'turns      two processes of the same code in turns differ by 0.4 % (ten pairs)',
    'gate       would see a slowdown of 2.1 %, four times in five (margin 1 %)',
  ])
})

test('a machine that lacks everything says so line by line', () => {
  const missing = [
    new LanemarkError({ code: 'node-too-old', found: '20.1.0', needed: '^22.18' }),
    new LanemarkError({ code: 'vitest-missing', found: null }),
  ]
  const text = linesFor({
    environment: { ...QUIET.environment, quota: 1.5, node: 'v20.1.0', vitest: 'not there' },
    cores: 1.5,
    capacity: readings(1.1, 1.2, 2),
    stolen: null,
    steady: { core: null, addresses: false },
    missing,
    fixed: { ...QUIET.fixed, detectable: null },
  }).join('\n')
  expect(text).toContain('1.50 cores, quota of 1.50')
  expect(text).toContain('1.20 of 2 delivered, too few in two of three readings')
  expect(text).toContain('does not say what its host gives')
  expect(text).toContain('20.1.0 is too old; lanemark needs ^22.18')
  expect(text).toContain('npm install --save-dev vitest@5')
  expect(text).toContain('no core for the gate’s turns')
  expect(text).toContain('addresses are random')
  expect(text).toContain('no slowdown here')
})

test('one core is no reading that could be short', () => {
  const capacity = capacityOf([{ round: 0, before: null, capacity: 1, pace: 1 }], 1, 1)
  expect(linesFor({ cores: 1, capacity })[1]).toBe(
    'cores now  one, so no pool can gain from computing at once',
  )
})

test('narrow terminals get more lines, each with its words under the others', () => {
  const lines = linesFor({}, 40)
  expect(lines.length).toBeGreaterThan(10)
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(40)
})
