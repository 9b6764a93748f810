/** A small baseline, and a discovery pass of a head that differs from it. */
import { BASELINE_SCHEMA } from '../../../src/gate/model/baseline.ts'
import type { Baseline, Fingerprint, StoredFigure } from '../../../src/gate/model/baseline.ts'
import { ArmState } from '../../../src/gate/block/arm-state.ts'
import type { BlockOutcome } from '../../../src/gate/block/block.ts'
import type { MeasuredGroup } from '../../../src/gate/block/block-group.ts'

export const FINGERPRINT: Fingerprint = {
  cpu: 'a processor',
  cores: 4,
  arch: 'x64',
  os: 'Linux',
  release: '6.8.0-45',
  node: 'v24.11.0',
  flags: [],
  vitest: '5.1.1',
  lanemark: '0.1.0',
  pace: 'some',
}

const figure = (unit: string): StoredFigure => ({
  id: unit,
  unit,
  group: 0,
  name: unit.split(' > ')[1] ?? unit,
  metric: 'time',
  values: [1, null],
})

const UNITS = [
  'a.bench.ts > kept',
  'a.bench.ts > gone',
  'a.bench.ts > broken',
  'b.bench.ts > elsewhere',
]

export const baseline = (): Baseline => {
  const block = {
    took: 1,
    capacity: { delivered: 1.9, of: 2 },
    stolen: 0,
    calibration: { median: 3, spread: 0.01 },
  }
  return {
    schema: BASELINE_SCHEMA,
    command: 'npx lanemark baseline save',
    seed: 1,
    date: '2026-01-31T12:00:00.000Z',
    commit: null,
    dirty: true,
    fingerprint: FINGERPRINT,
    blocks: [block, block],
    figures: UNITS.map(figure),
    digests: UNITS.map((unit) => ({
      unit,
      group: 0,
      functions: [{ name: figure(unit).name, digest: 'same' }],
    })),
    results: [],
  }
}

const slice = (duration: number) => ({ mean: duration, fastest: duration })

/** @param digest of what `kept` returned */
export function headOutcome(digest = 'same'): BlockOutcome {
  const head = new ArmState('head', null)
  const units = ['kept', 'fresh', 'broken'].map((name) => ({ unit: `a.bench.ts > ${name}`, name }))
  head.hear({ type: 'collected', file: 'a.bench.ts', tests: units, errors: [] }, 0)
  for (const { unit, name } of units) {
    const state = name === 'broken' ? 'failed' : 'passed'
    head.hear({ type: 'tested', unit, state, error: null }, 0)
  }
  head.hear({ type: 'finished', errors: [] }, 0)
  const group = (name: string): MeasuredGroup => ({
    unit: `a.bench.ts > ${name}`,
    group: 0,
    kind: 'bench',
    functions: [name],
    rows: [[{ base: slice(0), head: slice(1), copy: null }]],
    turns: [1],
    digests: { head: [digest] },
    took: 2,
    warmup: 1,
  })
  const alone = { head: [group('kept'), group('fresh')] }
  return { groups: [], alone, failures: [], arms: { head }, took: 10, wasted: 0 }
}
