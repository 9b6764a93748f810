/** What the gate's page tells, and in which order. */
import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { gateMarkdown } from '../../../src/gate/page/file.ts'
import { flagsOf } from '../../../src/gate/page/two-kinds.ts'
import type { GateReport } from '../../../src/gate/model/record.ts'
import { gatePicture } from '../../../src/gate/page/picture.ts'
import { gateOf } from './build.ts'
import { everything, many, nothingChanged, oneRegression, RUNS } from './runs.ts'

const UPDATE = process.env['UPDATE_GOLDEN'] === '1'

/** The items of a section's list, as they are written. */
function itemsOf(report: GateReport, title: string): string[] {
  const [, section = ''] = gateMarkdown(report).split(`## ${title}\n`)
  return (section.split('\n## ')[0] ?? '')
    .split('\n')
    .filter((line) => line.startsWith(' - '))
    .map((line) => line.slice(3))
}

const noise = (report: GateReport): string => itemsOf(report, 'Noise').join('\n')

const bench = (index: number): string => `bench/a.bench.ts > ${index}`

describe('golden pages (a difference that is meant: run once with UPDATE_GOLDEN=1)', () => {
  test.each(['everything', 'nothingChanged'])('gate of %s', (name) => {
    const text = gateMarkdown(RUNS[name]!, { picture: gatePicture(RUNS[name]!) })
    const path = new URL(`./golden/gate-${name}.md`, import.meta.url)
    if (UPDATE) writeFileSync(path, text)
    expect(text).toBe(readFileSync(path, 'utf8'))
  })
})

describe('the page', () => {
  const lines = gateMarkdown(oneRegression).split('\n')

  test('begins with the counts, the answer, and who is compared', () => {
    expect(lines[0]).toBe('# Benchmarks: compared 5 of 5: 1 regression, 4 unchanged')
    expect(lines[2]).toMatch(
      /^\*\*The head is slower than the base\. .* \(geometric mean, from stage 1\)\.\*\*$/,
    )
    expect(lines[4]).toBe(
      'Base is `origin/main` at `0123456789`; head is `faster-parser` at `fedcba9876`.',
    )
  })

  test('shows what changed first, then the mean, and folds the rest', () => {
    const rows = lines.filter((line) => line.startsWith('| '))
    expect(rows[2]).toContain('bench/parser.bench.ts › numbers')
    expect(rows[2]).toContain('regression')
    expect(rows[3]).toContain('**geometric mean**')
    expect(lines.indexOf('<details><summary>4 unchanged</summary>')).toBeGreaterThan(
      lines.indexOf(rows[3]!),
    )
  })

  test('names benchmarks that are judged by their mean call', () => {
    const remarks = itemsOf(gateOf([{ name: bench(1), callTime: 'mean' }]), 'Remarks').join('\n')
    expect(remarks).toContain('By the mean call')
    expect(remarks).toContain('bench/a.bench.ts › 1')
    expect(gateMarkdown(gateOf([{ name: bench(1) }]))).not.toContain('By the mean call')
  })

  test('with all unchanged, the mean stands in their table', () => {
    const text = gateMarkdown(nothingChanged)
    expect(text.indexOf('**geometric mean**')).toBeGreaterThan(text.indexOf('<details>'))
  })

  test('without anything judged, has no table', () => {
    expect(gateMarkdown(gateOf([]))).not.toContain('| benchmark')
  })

  test('ends with the command, seed included', () => {
    expect(gateMarkdown(oneRegression)).toMatch(/```sh\nnpx lanemark gate .* --seed=42\n```/)
  })

  test('links the picture only where it is told that there is one', () => {
    expect(gateMarkdown(oneRegression)).not.toContain('.svg')
    const picture = gatePicture(oneRegression)
    const text = gateMarkdown(oneRegression, { picture })
    expect(text).toMatch(/^!\[Changes from base to head .*\]\(\.\/gate-ratios\.svg\)$/m)
    expect(text.replace(/^!\[.*\n\n/m, '')).toBe(gateMarkdown(oneRegression))
  })

  test('a heading with every kind is not cut off', () => {
    expect(gateMarkdown(everything).split('\n')[0]).toMatch(/\d unchanged$/)
  })
})

describe('remarks', () => {
  test('what is the same for several benchmarks is said once', () => {
    const wide = [1, 2, 3, 4, 5, 6].map((index) => ({
      name: bench(index),
      spread: 0.05,
      ratio: 1.01,
      test: 20,
    }))
    const items = itemsOf(gateOf(wide), 'Remarks').filter((item) =>
      item.includes('reaches from within'),
    )
    expect(items).toHaveLength(1)
    expect(items[0]).toMatch(/`bench\/a\.bench\.ts › \d` and `.* › \d`: the interval/)
  })
})

test('a slowdown that is sure, but not whether it is beyond the margin, is told as both', () => {
  const report = gateOf([{ name: bench(1), ratio: 1.011, spread: 0.003, test: 20 }])
  expect(report.decision.results[0]).toMatchObject({ verdict: 'inconclusive', sure: 'slower' })
  expect(gateMarkdown(report)).toMatch(
    /\| inconclusive, surely slower \(would have seen \+1\.\d+ %\) \|/,
  )
})

describe('the noise panel', () => {
  test('tells how far changes vary from block to block', () => {
    expect(noise(gateOf([{ name: bench(1), spread: 0.01 }]))).toMatch(
      /From block to block the change has a standard deviation of 1\.\d % for `bench\/a\.bench\.ts › 1`\./,
    )
    expect(noise(many)).toMatch(/of 0\.\d+ % \(median of 60 benchmarks; at the most 0\.\d+ % for `/)
    expect(noise(gateOf([{ name: bench(1), screen: 1 }]))).not.toContain('standard deviation')
    expect(noise(gateOf([{ name: bench(1), spread: 0 }]))).toContain('of under 0.01 %')
  })

  test('tells whether turns were alike, and what is missing where they were not', () => {
    const of = (steady?: GateReport['steady']): string =>
      noise(gateOf([{ name: bench(1) }], steady ? { steady } : {}))
    expect(of()).toContain(
      'Base and head took turns on one core (number 1; pools on all of them), in processes with the' +
        ' same addresses.',
    )
    expect(of({ core: null, addresses: false })).toMatch(
      /wherever the system placed them .*`taskset`.*`setarch -R` is not allowed here: so changes scatter more/,
    )
  })

  test('tells what the host took, where the system says it', () => {
    const of = (stolen: (block: number) => number | null): string =>
      noise(gateOf([{ name: bench(1) }], { stolen }))
    expect(of(() => null)).not.toContain('host')
    expect(of(() => 0)).toContain('The host took no CPU time from the machine while blocks ran.')
    expect(of((block) => (block === 0 ? 0.031 : 0.004))).toContain(
      "the host took 0.4 % of the cores' time (median; 3.1 % at the most)",
    )
    expect(of((block) => (block === 0 ? 0.02 : null))).toContain('2.0 % of')
  })

  test('counts what was dropped, by reason', () => {
    expect(noise(nothingChanged)).toContain('No block was dropped.')
    expect(noise(everything)).toContain(
      'Dropped, base and head together: 2 measurements because a process crashed or did not deliver;' +
        ' 1 measurement because the host took more than 25 % of the CPU time; 2 measurements because' +
        " a pool had less than 50 % of the cores' work (one failure on record).",
    )
  })
})

describe('benchmarks of two kinds', () => {
  const kinds = { share: 0.5, factor: 1.2 }

  test('are told with their times and blocks, on the side that has them', () => {
    const first = itemsOf(gateOf([{ name: bench(1), time: 2, test: 60, kinds }]), 'Noise').find(
      (item) => item.includes('two kinds'),
    )
    expect(first).toMatch(
      /^`bench\/a\.bench\.ts › 1` runs in two kinds: about 2\.0\d ms in \d+ blocks and 2\.4\d ms in \d+ \(base\); about 2\.0\d ms in \d+ blocks and 2\.4\d ms in \d+ \(head\)\.$/,
    )
    const counts = [...(first ?? '').matchAll(/in (\d+)/g)].map(([, count]) => Number(count))
    expect(counts[0]! + counts[1]!).toBe(60)
  })

  test('in the same blocks on both sides, it is the machine', () => {
    const report = gateOf([{ name: bench(1), test: 60, kinds: { ...kinds, together: true } }])
    expect(noise(report)).toContain('ran at two speeds, base and head in the same blocks')
    expect(noise(report)).not.toContain('two kinds')
  })

  test('nearer than the margin are not told', () => {
    const benches = [
      { name: bench(1), test: 60, spread: 0.0005, kinds: { share: 0.5, factor: 1.03 } },
    ]
    expect(flagsOf(gateOf(benches))).toHaveLength(1)
    expect(flagsOf(gateOf(benches, { margin: 0.05 }))).toEqual([])
  })

  test('need twenty blocks of stage 2', () => {
    const of = (blocks: number | null): GateReport =>
      gateOf([{ name: bench(1), test: blocks, kinds }])
    expect(flagsOf(of(19))).toEqual([])
    expect(flagsOf(of(null))).toEqual([])
    expect(flagsOf(of(40))).toHaveLength(1)
  })

  test('one peak is no two kinds, and then nothing is said', () => {
    const benches = Array.from({ length: 40 }, (_, index) => ({ name: bench(index), test: 40 }))
    const report = gateOf(benches)
    expect(flagsOf(report)).toEqual([])
    expect(noise(report)).not.toContain('dip test')
  })

  test('of many the first five are told, and the others counted', () => {
    const benches = Array.from({ length: 7 }, (_, index) => ({
      name: bench(index),
      test: 60,
      kinds,
    }))
    expect(noise(gateOf(benches))).toContain('So do two others.')
  })
})

describe('the answer', () => {
  const answerOf = (report: GateReport): string => gateMarkdown(report).split('\n')[2] ?? ''
  const slower = { name: bench(1), ratio: 1.05, test: 20 }
  const open = { name: bench(2), screen: 0 }
  const wide = { name: bench(3), spread: 0.06, ratio: 1.01, test: 24 }

  test('does not take what is open for a pass', () => {
    expect(answerOf(nothingChanged)).toMatch(/^\*\*No regression\. /)
    expect(answerOf(gateOf([wide]))).toMatch(
      /^\*\*No regression was found, but not everything could be decided\. /,
    )
    expect(answerOf(gateOf([wide, open]))).toMatch(
      /^\*\*Not everything that the base has was compared\./,
    )
    expect(answerOf(gateOf([open]))).toBe('**Nothing was compared.**')
  })

  test('tells of what was acknowledged', () => {
    expect(answerOf(gateOf([slower], { acknowledged: [slower.name] }))).toMatch(
      /^\*\*No regression beyond what was acknowledged\. /,
    )
    expect(answerOf(gateOf([slower, open]))).toMatch(/^\*\*The head is slower than the base\./)
  })
})

test('base, head and the change beside them say the same', () => {
  const wide = { name: bench(1), spread: 0.2, time: 2, ratio: 1.1, test: 20 }
  const [row = ''] = gateMarkdown(gateOf([wide])).match(/^\| `bench.*$/m) ?? []
  const [, base = 0, head = 0] = (/\| ([\d.]+) ms \| +([\d.]+) ms/.exec(row) ?? []).map(Number)
  const [, change = 0] = (/ms \| +([-+\d.]+) %/.exec(row) ?? []).map(Number)
  expect(Math.abs(100 * (head / base - 1) - change)).toBeLessThan(1)
  expect(base).toBeGreaterThan(0)
})
