/** Gate runs that a page and a picture must cope with. */
import type { GateReport } from '../../../src/gate/model/record.ts'
import { gateOf } from './build.ts'
import type { Bench } from './build.ts'

const quiet = (count: number, file = 'bench/parser.bench.ts'): Bench[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `${file} > quiet ${index + 1}`,
    time: 0.5 * 1.7 ** (index % 12),
    spread: 0.001 + 0.0003 * (index % 4),
  }))

export const nothingChanged: GateReport = gateOf(quiet(5))

export const oneRegression: GateReport = gateOf([
  ...quiet(4),
  { name: 'bench/parser.bench.ts > numbers', ratio: 1.034, test: 24, time: 1.2 },
])

/** Each verdict and state once, a noisy machine, and processes of two kinds. */
export const everything: GateReport = gateOf(
  [
    { name: 'bench/parser.bench.ts > numbers', ratio: 1.034, test: 24, time: 1.2 },
    { name: 'bench/parser.bench.ts > known', ratio: 1.05, test: 20, time: 3.4 },
    { name: 'bench/parser.bench.ts > strings', ratio: 0.962, test: 20, time: 0.04 },
    {
      name: 'bench/tree.bench.ts > two states',
      test: 40,
      time: 1,
      kinds: { share: 0.4, factor: 1.2 },
    },
    {
      name: 'bench/tree.bench.ts > machine of two speeds',
      test: 60,
      time: 7,
      kinds: { share: 0.5, factor: 1.1, together: true },
    },
    { name: 'bench/tree.bench.ts > a little slower', ratio: 1.004, spread: 0.001, test: 20 },
    ...quiet(3),
    {
      name: 'bench/tree.bench.ts > crashes',
      test: 20,
      dropped: ['crashed', 'crashed', 'stolen-cpu', 'capacity-short', 'capacity-short'],
      ratio: 1.01,
      spread: 0.02,
    },
    {
      name: 'bench/new.bench.ts > added',
      presence: { state: 'new', because: 'absent on base', error: null },
    },
    { name: 'bench/old.bench.ts > gone', presence: { state: 'removed', because: 'gone' } },
    {
      name: 'bench/new.bench.ts > broken',
      presence: { state: 'failed', error: 'TypeError: broken', base: false },
    },
    { name: 'bench/slow.bench.ts > not measured', screen: 0 },
  ],
  {
    acknowledged: ['bench/parser.bench.ts > known'],
    stolen: (block) => (block % 4 === 0 ? 0.021 : 0.003),
    failures: [{ arm: 'head', unit: 'bench/tree.bench.ts > crashes', error: 'the process ended' }],
  },
)

/** Sixty, of which eight changed. */
export const many: GateReport = gateOf([
  ...quiet(52, 'bench/many.bench.ts'),
  ...Array.from({ length: 8 }, (_, index): Bench => ({
    name: `bench/changed.bench.ts > number ${index + 1}`,
    ratio: index % 2 === 0 ? 1.02 + index / 100 : 0.97 - index / 200,
    test: 24,
  })),
])

const LONG = 'a name that was meant to say everything about the benchmark and its inputs'

export const longNames: GateReport = gateOf([
  {
    name: `bench/deep/down/in/the/tree/of/folders.bench.ts > ${LONG} > and more > ${LONG}`,
    ratio: 1.06,
    test: 20,
  },
  { name: `bench/${'x'.repeat(300)}.bench.ts > short`, ratio: 0.9, test: 20 },
  { name: `bench/wide.bench.ts > ${'漢字'.repeat(60)}`, test: 20 },
  { name: '</text><script>alert(1)</script> & "quotes" > ]]> <!-- \u202e', ratio: 1.02, test: 20 },
  { name: '', test: 20 },
])

/** One benchmark far noisier than the others, one far slower, and one with too few blocks. */
export const wide: GateReport = gateOf([
  ...quiet(4),
  { name: 'bench/io.bench.ts > noisy', spread: 0.9, test: 20 },
  { name: 'bench/io.bench.ts > few', screen: 3, spread: 0.02 },
  { name: 'bench/io.bench.ts > nothing', screen: 0 },
])

export const extreme: GateReport = gateOf([
  ...quiet(2),
  { name: 'bench/io.bench.ts > thousand times', ratio: 1000, test: 20 },
  { name: 'bench/io.bench.ts > hundredth', ratio: 0.01, test: 20 },
])

export const alone: GateReport = gateOf([
  { name: 'bench/a.bench.ts > a', test: 20, spread: 0.0001 },
])

/** No margin, and no spread at all. */
export const exact: GateReport = gateOf([{ name: 'bench/a.bench.ts > a', test: 20, spread: 0 }], {
  margin: 0,
})

export const RUNS: Record<string, GateReport> = {
  nothingChanged,
  oneRegression,
  everything,
  many,
  longNames,
  wide,
  extreme,
  alone,
  exact,
}
