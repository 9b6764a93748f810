/** The page on how good the choice of `auto` is. */
import { expect, test } from 'vitest'
import { autoMarkdown } from '../../bench/auto/page.ts'
import type { AutoReport } from '../../bench/auto/page.ts'
import { loadOf, reportOf } from './peers/report.ts'

/** Runs in which `auto` takes so many ms a call, threads half of 100 ms, and all others 100 ms. */
function report(autos: readonly number[], there = true): AutoReport {
  const runs = autos.map((auto) => [
    loadOf({
      title: 'a load',
      there,
      calls: { 'lanemark threads': 50, 'lanemark serial': 100, 'lanemark auto': auto },
    }),
  ])
  for (const load of runs.flat()) {
    load.contenders = load.contenders.filter(({ name }) =>
      ['lanemark threads', 'lanemark serial', 'lanemark auto'].includes(name),
    )
  }
  const { environment, workers } = reportOf()
  const command = 'npm run bench:auto -- --runs 10 --rounds 8 --seed 1'
  return { schema: 'lanemark/auto@1', command, workers, rounds: 8, environment, runs }
}

const rowOf = (page: string): string[] =>
  (page.split('\n').find((line) => line.startsWith('| a load')) ?? '')
    .split('|')
    .map((cell) => cell.trim())

test('nine of ten runs are enough', () => {
  const page = autoMarkdown(report([...Array<number>(9).fill(51), 100]))
  expect(rowOf(page)).toEqual([
    '',
    'a load',
    'threads',
    '1.02x [1.02, 1.02]',
    '2.00x',
    'nine of ten runs',
    '',
  ])
  expect(page).toContain('In 9 of 10 measurements')
  expect(page).toContain('with the only load it did so')
})

test('eight are not', () => {
  const page = autoMarkdown(report([...Array<number>(8).fill(51), 53, 100]))
  expect(rowOf(page).at(-2)).toBe('**eight of ten runs**')
})

test('a run without its cores says nothing', () => {
  expect(rowOf(autoMarkdown(report([100, 100], false))).at(-2)).toBe('no cores in any run')
})
