/** The page and the outputs of a gate against a stored baseline. */
import { expect, test } from 'vitest'
import { decideStored } from '../../../src/gate/decide/stored/stored-decision.ts'
import { differencesOf } from '../../../src/gate/decide/stored/fingerprint.ts'
import { STORED_GATE_SCHEMA } from '../../../src/gate/model/stored-record.ts'
import type { StoredEntry, StoredGateReport } from '../../../src/gate/model/stored-record.ts'
import { outcomeOf } from '../../../src/gate/decide/outcome.ts'
import { DEFAULT_RULES } from '../../../src/gate/decide/rules.ts'
import { bencherMetrics } from '../../../src/gate/page/bencher.ts'
import { githubActionBenchmark } from '../../../src/gate/page/github-action-benchmark.ts'
import { gateJson, gateMarkdown, parseStoredGate } from '../../../src/gate/page/file.ts'
import { annotations, outputs } from '../../../src/gate/page/github.ts'
import { codeQuality } from '../../../src/gate/page/gitlab.ts'
import { gateLines } from '../../../src/gate/page/terminal.ts'
import { gateReport } from './report.ts'
import { baseline, FINGERPRINT } from '../stored/examples.ts'

function report(name: string, cpu = FINGERPRINT.cpu): StoredGateReport {
  const id = `a.bench.ts > ${name}`
  const fingerprint = { ...FINGERPRINT, cpu }
  const differences = differencesOf(FINGERPRINT, fingerprint)
  const values = (from: number) => Array.from({ length: 10 }, (_, index) => from + index / 1000)
  const refused = differences.length > 0
  const entry: StoredEntry = {
    id,
    unit: id,
    metric: 'time',
    presence: { state: 'both' },
    cost: 1,
    base: refused ? [] : values(1),
    head: refused ? [] : values(2),
    dropped: {},
    measured: true,
  }
  const speedup: StoredEntry = { ...entry, id: `${id}, speedup`, metric: 'speedup' }
  const entries = refused ? [entry, { ...speedup, base: values(2), head: values(2) }] : [entry]
  const { margin, alpha, confidence, drop, detectable } = DEFAULT_RULES
  const rules = { margin, alpha, confidence, drop, detectable: { ...detectable, replays: 5 } }
  const drift = { ratio: 1.001, p: 0.4, stored: 3, head: 3.003 }
  const limits = { least: 10, most: 40 }
  const decision = decideStored(entries, { ...rules, blocks: limits }, { drift, differences })
  const { command, seed, head, settings, environment, took, startup, needed, places } =
    gateReport(name)
  const { blocks, commit, dirty, date } = baseline()
  return {
    schema: STORED_GATE_SCHEMA,
    command,
    seed,
    head,
    settings,
    environment,
    took,
    startup,
    needed,
    places,
    base: { file: `${name}.json`, commit, dirty, date, fingerprint: FINGERPRINT, blocks },
    fingerprint,
    differences,
    drift,
    figures: [{ id, unit: id, group: 0, name: 'f', metric: 'time' }],
    differing: [],
    entries,
    blocks,
    decision,
    outcome: outcomeOf(decision, { acknowledged: [], strict: false }),
  }
}

test('JSON comes back as it was; damage is told with its place', () => {
  const made = report('sum')
  const text = gateJson(made, 'gate.json')
  expect(parseStoredGate(text, 'gate.json')).toEqual(made)
  expect(() => parseStoredGate(text.replace('"seed":1', '"seed":"x"'), 'gate.json')).toThrow('seed')
})

test('the page says what a stored baseline is worth', () => {
  const page = gateMarkdown(report('sum')).replaceAll(/\s+/g, ' ')
  expect(page).toContain('1 regression')
  expect(page).toContain('does not hold the drift between two')
  expect(page).toContain('saved 2026-01-31 12:00 UTC')
  expect(page).toContain('10 / 10')
  expect(page).toContain('A fixed computation took')
})

test('another machine: which field, then and here, and what is not compared', () => {
  const made = report('sum', 'another')
  const page = gateMarkdown(made).replaceAll(/\s+/g, ' ')
  expect(page).toMatch(/processor \| `a processor` \| `another` \| times/)
  expect(page).toContain('not compared')
  expect(page).toContain('processor: a processor then, another here')
  expect(made.outcome.exitCode).toBe(5)
  expect(githubActionBenchmark(made)).toBe('[]\n')
})

test('hostile names stay text', () => {
  const hostile = 'a|b`c` <img src=x> [l](http://x.invalid) ::error::x'
  const made = report(hostile, hostile)
  const code = /^```sh\n.*\n```$|(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/gm
  expect(gateMarkdown(made).replaceAll(code, '')).not.toContain('<img')
  for (const line of annotations(made)) expect(line).toMatch(/^::(error|warning) file=/)
})

test('other tools and the terminal get the same facts', () => {
  const made = report('sum')
  expect(JSON.parse(bencherMetrics(made))).toHaveProperty(['a.bench.ts > sum'])
  expect(JSON.parse(codeQuality(made, (text) => text))).toMatchObject([{ severity: 'critical' }])
  expect(outputs(made, () => 'END')).toContain('exit-code<<END\n1\n')
  expect(gateLines(made, 'reports/gate.md').join('\n')).toContain('sum: regression +')
})
