/** One benchmark's blocks as signs, and why its verdict is what it is. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { explainGate } from '../../../src/gate/explain-command.ts'
import type { GateReport } from '../../../src/gate/model/record.ts'
import type { Judged } from '../../../src/gate/model/verdicts.ts'
import { blockByBlock } from '../../../src/gate/page/block-by-block.ts'
import { gateJson } from '../../../src/gate/page/file.ts'
import { writeOwn } from '../../../src/system/files.ts'
import { gateOf } from './build.ts'
import { everything } from './runs.ts'

const slower = gateOf([{ name: 'bench/a.bench.ts > parse', ratio: 1.04, test: 24 }])
const linesOf = (report: GateReport): string[] =>
  blockByBlock(report, report.decision.results[0] as Judged)

test('each stage’s blocks are all there, right of the margin where head is slower', () => {
  const [axis = '', first = '', second = '', interval = ''] = linesOf(slower)
  const sum = (line: string): number =>
    (line.slice(10).match(/\d/g) ?? []).reduce((all, sign) => all + Number(sign), 0)
  expect(first).toMatch(/^stage 1/)
  expect(sum(first)).toBe(8)
  expect(sum(second)).toBe(24)
  const margin = axis.indexOf('margin')
  expect(margin).toBeGreaterThan(axis.indexOf(' 0') + 1)
  for (const line of [first, second]) {
    expect(line.slice(10, margin)).not.toMatch(/\d/)
    expect(line[margin]).toBe(':')
  }
  expect(interval).toMatch(/\[-*x-*\]/)
  expect(interval.indexOf('[')).toBeGreaterThan(margin)
})

test('in words: by which call time, what each stage found, and how sure it is', () => {
  const text = linesOf(slower).join('\n')
  expect(text).toMatch(/^regression, \+[\d.]+ % \[/m)
  expect(text).toMatch(/Measured by the (fastest|mean) call/)
  expect(text).toMatch(/Stage 1, 8 blocks, spread [\d.]+ %: found it slower, so it went on\./)
  expect(text).toMatch(/Stage 2, 24 blocks/)
  expect(text).toMatch(/adjusted p of .*; 1 % is needed/)
})

test('every judged benchmark of a run can be explained', () => {
  for (const result of everything.decision.results) {
    if (result.state !== 'judged') continue
    const lines = blockByBlock(everything, result)
    expect(lines.length).toBeGreaterThan(2)
    for (const line of lines) expect(line).not.toMatch(/undefined|NaN|Infinity/)
  }
})

test('the command reads the last run, and names its benchmarks where it knows none of that name', async () => {
  const root = await mkdtemp(join(tmpdir(), 'lanemark-explain-'))
  try {
    const asked = { root, reports: 'reports', name: 'parse' }
    await expect(explainGate(asked)).rejects.toThrow('there is none; `lanemark gate --base <ref>`')
    const path = join(root, 'reports/gate.json')
    await writeOwn(path, gateJson(slower, path))
    expect((await explainGate(asked))[0]).toBe('bench/a.bench.ts > parse')
    await expect(explainGate({ ...asked, name: 'prase' })).rejects.toThrow(
      '"bench/a.bench.ts > parse"',
    )
  } finally {
    await rm(root, { recursive: true })
  }
})
