/** A hundred machines in virtual time. */
import { expect, test } from 'vitest'
import { Agenda } from '../../bench/machines/agenda.ts'
import { simulate } from '../../bench/machines/simulation.ts'
import type { World } from '../../bench/machines/simulation.ts'
import { seededRandom } from '../../src/stats/random.ts'

const world: World = {
  machines: 10,
  lanes: 4,
  delay: [1, 50],
  deaths: 0,
  caller: 0.1,
  patience: 5000,
  seed: 1,
}

const spread = (count: number, mean: number): number[] => {
  const random = seededRandom(2)
  return Array.from({ length: count }, () => mean * (0.5 + random.uniform()))
}

test('what is added happens in the order of its time', () => {
  const agenda = new Agenda()
  const seen: number[] = []
  const random = seededRandom(3)
  const times = Array.from({ length: 500 }, () => random.uniform())
  for (const time of times) agenda.add(time, (at) => seen.push(at))
  while (agenda.next());
  expect(seen).toEqual(times.toSorted((one, other) => one - other))
})

test('machines that are near enough come near to the bound, and never below it', async () => {
  const { makespan, bound, died } = await simulate(spread(4000, 200), world)
  expect(makespan).toBeGreaterThanOrEqual(bound)
  expect(bound / makespan).toBeGreaterThan(0.9)
  expect(died).toBe(0)
})

test('where machines die every task is done all the same, somewhere else', async () => {
  const { died, again, makespan, bound } = await simulate(spread(2000, 2000), {
    ...world,
    deaths: 0.999,
  })
  expect(died).toBeGreaterThan(0)
  expect(again).toBeGreaterThan(0)
  expect(makespan).toBeGreaterThan(bound)
})

test('a caller that needs its time for each chunk is what many machines wait for', async () => {
  const slow = await simulate(spread(4000, 20), { ...world, caller: 20 })
  const quick = await simulate(spread(4000, 20), world)
  expect(slow.makespan).toBeGreaterThan(2 * quick.makespan)
})

test('from one seed it is always the same', async () => {
  expect(await simulate(spread(500, 100), world)).toEqual(await simulate(spread(500, 100), world))
})
