/** The page on how good the choice of `auto` is. */
import { expect, test } from 'vitest'
import { autoMarkdown } from '../../bench/auto/page.ts'
import type { AutoReport } from '../../bench/auto/page.ts'
import { loadOf, reportOf, ROUNDS } from './peers/report.ts'

/** Runs in which `auto` takes so many ms a call, threads 50 ms, and serial 100 ms. */
function report(autos: readonly number[], there = true): AutoReport {
  const calls = { 'lanemark threads': 50, 'lanemark serial': 100 }
  const runs = autos.map((auto) => [
    loadOf({ title: 'a load', there, calls: { ...calls, 'lanemark auto': auto } }),
  ])
  for (const load of runs.flat()) {
    load.contenders = load.contenders.filter(
      ({ name }) => name in calls || name === 'lanemark auto',
    )
  }
  const { environment, workers } = reportOf()
  const command = 'npm run bench:auto -- --runs 10 --rounds 8 --seed 1'
  return { schema: 'lanemark/auto@1', command, workers, rounds: ROUNDS, environment, runs }
}

const rowOf = (page: string): string[] =>
  (page.split('\n').find((line) => line.startsWith('| a load')) ?? '')
    .split('|')
    .map((cell) => cell.trim())
    .slice(1, -1)

const runs = (good: number, bad: number): number[] => [
  ...Array<number>(good).fill(51),
  ...Array<number>(bad).fill(100),
]

test('nine of ten rounds are enough', () => {
  const page = autoMarkdown(report(runs(9, 1)))
  expect(rowOf(page)).toEqual(['a load', 'threads', '1.02x [1.02, 1.02]', '72 of 80', '140 of 140'])
  expect(page).toContain('With the only load `auto` takes')
  expect(page).toContain('with one it does so in at least 90 % of the rounds')
})

test('eight are not, though the estimate is', () => {
  const page = autoMarkdown(report(runs(8, 2)))
  expect(rowOf(page)[3]).toBe('64 of 80')
  expect(page).toContain('With the only load `auto` takes')
  expect(page).toContain('with none it does so')
})

test('what is slower stands out', () => {
  expect(rowOf(autoMarkdown(report(runs(1, 9))))[2]).toBe('**2.00x [2.00, 2.00]**')
})

test('a run without its cores says nothing', () => {
  expect(rowOf(autoMarkdown(report([100, 100], false)))[2]).toBe('no cores in any run')
})
