/** Which machines run a call, and which lanes are theirs. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Roster } from '../../src/machines/roster.ts'
import { sharesOf } from '../../src/machines/shares.ts'

const sizes = fc.array(fc.integer({ min: 1, max: 64 }), { minLength: 1, maxLength: 20 })

const machine = (index: number, lanes: number) => ({
  machine: `id-${index}`,
  is: { name: `name-${index}`, cores: lanes, memory: 2 ** 34 },
  lanes,
  heard: 1000 * index,
})

const sum = (values: Iterable<number>): number => [...values].reduce((one, other) => one + other, 0)

test('as many workers as are asked for, as far as there are so many, and none beyond a machine’s own', () => {
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 2000 }), (lanes, most) => {
      const there = new Map(lanes.map((count, index) => [String(index), count]))
      const shares = sharesOf(most, there)
      expect(sum(shares.values())).toBe(Math.min(most, sum(lanes)))
      for (const [name, share] of shares) {
        expect(share).toBeGreaterThan(0)
        expect(share).toBeLessThanOrEqual(there.get(name) as number)
      }
    }),
  )
})

test('lanes of the machines stand side by side, in the order in which they were heard of', () => {
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 2000 }), (lanes, most) => {
      const roster = new Roster(most)
      for (const [index, count] of lanes.entries()) roster.see(machine(index, count))
      let first = 0
      for (const { name, workers } of roster.machines) {
        expect(roster.firstLane(name.replace('name', 'id'))).toBe(first)
        first += workers
      }
      expect(first).toBe(roster.workers)
    }),
  )
})

test('what a machine that is gone would have run goes to the others', () => {
  const roster = new Roster(3)
  for (const index of [0, 1]) roster.see(machine(index, 2))
  expect(roster.told).toEqual([
    { machine: 'id-0', workers: 2 },
    { machine: 'id-1', workers: 1 },
  ])
  roster.forgetSilent(4000)
  expect(roster.told).toEqual([{ machine: 'id-1', workers: 2 }])
})

const keys = fc.infiniteStream(fc.nat())

/** Machines of an earlier call, heard of too long ago, and in which order they are heard of again. */
function silent(lanes: readonly number[], stream: Iterator<number>) {
  const before = lanes.map((count, index) => ({ ...machine(index, count), heard: -10_000 }))
  const keyed = before.map((one) => ({ one, key: stream.next().value as number }))
  const order = keyed.toSorted((one, other) => one.key - other.key).map(({ one }) => one)
  return { before, order }
}

test('machines of an earlier call run the next one as well, whoever answers first', () => {
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 2000 }), keys, (lanes, most, stream) => {
      const { before, order } = silent(lanes, stream)
      const roster = new Roster(most, before)
      const { told } = roster
      expect(sum((told ?? []).map(({ workers }) => workers))).toBe(Math.min(most, sum(lanes)))
      for (const one of order) {
        roster.see({ ...one, heard: performance.now() })
        expect(roster.told).toEqual(told)
      }
    }),
  )
})

test('of machines that were gone, the first to be back runs the call, and the lanes are its own', () => {
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 2000 }), keys, (lanes, most, stream) => {
      const { before, order } = silent(lanes, stream)
      const roster = new Roster(most, before)
      roster.forgetSilent(performance.now() + 10_000)
      expect(roster.workers).toBe(0)
      let told: { machine: string; workers: number }[] = []
      for (const one of order) {
        roster.see({ ...one, heard: performance.now() })
        const now = roster.told ?? []
        // nobody loses what it runs already
        for (const { machine: id, workers } of told) {
          expect(now.find((share) => share.machine === id)?.workers).toBeGreaterThanOrEqual(workers)
        }
        told = now
      }
      // and is asked first the next time
      expect(new Roster(most, roster.there).told).toEqual(told)
      let first = 0
      for (const { machine: id, workers } of told) {
        expect(roster.firstLane(id)).toBe(first)
        first += workers
      }
      expect(first).toBe(roster.workers)
    }),
  )
})
