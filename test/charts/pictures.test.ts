import { expect, test } from 'vitest'
import { pictures } from '../../src/charts/index.ts'
import { report } from './build.ts'
import { claimsReport, documentComparison, documentReport, scaling, short } from './fixtures.ts'

const files = (name: string): string[] =>
  pictures(report({ file: name, comparisons: [documentComparison] })).map(({ file }) => file)

test('a report has the pictures that it has data for, named after it', () => {
  expect(pictures(documentReport).map(({ file }) => file)).toEqual([
    'document-1-timeline.svg',
    'document-1-speedup.svg',
    'document-1-breakdown.svg',
  ])
  const second = pictures(report({ comparisons: [documentComparison, scaling] }))
  expect(second.map(({ file }) => file)).toContain('document-2-scaling.svg')
  expect(second.at(-1)).toMatchObject({ kind: 'scaling', comparison: 1, claim: null })
})

test('claims have theirs', () => {
  expect(pictures(claimsReport).map(({ file, claim }) => [file, claim])).toEqual([
    ['claims-claim-1-faults.svg', 0],
    ['claims-claim-2-payloads.svg', 1],
  ])
})

test('several pictures of a kind for one claim keep apart', () => {
  const [claim] = claimsReport.claims
  const evidence = claim?.evidence[0]
  if (claim === undefined || evidence === undefined) throw new Error('no fixture')
  const twice = report({ claims: [{ ...claim, evidence: [evidence, evidence] }] })
  expect(pictures(twice).map(({ file }) => file)).toEqual([
    'document-claim-1-faults.svg',
    'document-claim-1-faults-2.svg',
  ])
})

test.each([
  ['bench/a/b.bench.ts', 'a-b-1-timeline.svg'],
  ['perf/größe.benchmark.mts', 'perf-größe-1-timeline.svg'],
  ['bench/|<b>`evil`.bench.ts', '__b__evil_-1-timeline.svg'],
  ['../up.bench.js', '_-up-1-timeline.svg'],
])('%s: %s', (name, file) => {
  expect(files(name)[0]).toBe(file)
})

test('nothing to show, no picture', () => {
  const bare = { ...documentComparison, cases: [] }
  expect(pictures(report({ comparisons: [bare] }))).toEqual([])
})

test('alt text says the finding', () => {
  const [timeline, speedup, breakdown] = pictures(documentReport)
  expect(timeline?.alt).toContain('The longest task, 63, is 85 % of all work')
  expect(speedup?.alt).toContain('processes x2: 21.5 s, 1.16x')
  expect(breakdown?.alt).toContain('mostly for imbalance, 8.86 s')
  const [unsure] = pictures(report({ comparisons: [short] }))
  expect(unsure?.alt).toContain('No verdict')
})
