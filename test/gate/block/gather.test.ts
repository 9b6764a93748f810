/** From a block's rows to its word on a figure. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BlockWord } from '../../../src/gate/model/facts.ts'
import { wordFor } from '../../../src/gate/block/gather.ts'
import type { MeasuredGroup } from '../../../src/gate/block/block-group.ts'
import type { Row } from '../../../src/gate/block/pairs.ts'

const CONDITIONS = { stolen: null, capacity: { delivered: 2, of: 2 } }
const RULES = { drop: { stolen: 0.25, capacity: 0.5 } }

/** Slices whose mean call takes twice as long as the fastest. */
const rows = (base: number, head: number, count: number, copy: number | null = null): Row[] => {
  const slice = (time: number) => ({ mean: 2 * time, fastest: time })
  return Array.from({ length: count }, () => ({
    base: slice(base),
    head: slice(head),
    copy: copy === null ? null : slice(copy),
  }))
}

const groupOf = (functions: Record<string, Row[]>): MeasuredGroup => ({
  unit: 'u',
  group: 0,
  kind: 'modes',
  functions: Object.keys(functions),
  rows: Object.values(functions),
  turns: [],
  digests: {},
  took: 0,
  warmup: 0,
})

function word(
  functions: Record<string, Row[]>,
  name: string,
  metric: 'time' | 'speedup',
  conditions = CONDITIONS,
): BlockWord {
  const figure = { id: name, unit: 'u', group: 0, name, metric }
  return wordFor(figure, [groupOf(functions)], conditions, RULES).fastest
}

const time = fc.double({ min: 0.01, max: 1000, noNaN: true })

test("a speedup's change is the mode's less serial's, however many rounds each had", () => {
  const all = fc.tuple(time, time, time, time, time, time)
  fc.assert(
    fc.property(all, ([serialBase, serialHead, serialCopy, base, head, copy]) => {
      const functions = {
        serial: rows(serialBase, serialHead, 5, serialCopy),
        threads: rows(base, head, 3, copy),
      }
      const found = word(functions, 'threads', 'speedup')
      const worse = (own: number, serial: number) =>
        Math.log(serialBase / base) - Math.log(serial / own)
      expect(found).toMatchObject({ state: 'counted' })
      if (found.state !== 'counted') return
      expect(found.change).toBeCloseTo(worse(head, serialHead), 9)
      expect(found.control).toBeCloseTo(worse(copy, serialCopy), 9)
    }),
  )
})

test('without a third arm there is no control; without serial, or the machine, no word', () => {
  const functions = { serial: rows(2, 2, 4), threads: rows(1, 1.1, 4) }
  expect(word(functions, 'threads', 'speedup')).toMatchObject({ control: null })
  expect(word({ threads: rows(1, 1, 2) }, 'threads', 'speedup')).toEqual({
    state: 'dropped',
    reason: 'crashed',
  })
  const short = { ...CONDITIONS, capacity: { delivered: 0.9, of: 2 } }
  expect(word(functions, 'threads', 'speedup', short)).toMatchObject({ reason: 'capacity-short' })
  expect(word(functions, 'serial', 'time', short)).toMatchObject({ state: 'counted' })
})
