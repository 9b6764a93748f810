/** Nothing that a benchmark is called may forge what GitHub, GitLab or a reader of Markdown sees. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { annotations, command, outputs } from '../../../src/gate/page/github.ts'
import { codeQuality } from '../../../src/gate/page/gitlab.ts'
import { bencherMetrics } from '../../../src/gate/page/bencher.ts'
import { githubActionBenchmark } from '../../../src/gate/page/github-action-benchmark.ts'
import { gateJson, gateMarkdown, parseGate } from '../../../src/gate/page/file.ts'
import type { FromArm } from '../../../src/gate/arms/arm-protocol.ts'
import { decode, encode } from '../../../src/gate/arms/arm-protocol.ts'
import { gateReport } from './report.ts'

const NASTY = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    'a\nregressions<<x\n[]\nx',
    'a\r\n::error::forged',
    '%0A::error::forged',
    '::set-output name=x::y',
    '<script>alert(1)</script>',
    '[a](https://evil.invalid)',
    '![x](https://evil.invalid/x.png)',
    '<!-- lanemark gate -->',
    '__proto__',
    '| a | b |',
    '@everyone #1',
  ),
)

/** As the runner reads a command. */
function readCommand(line: string) {
  const [, kind, properties = '', text = ''] = /^::(\w+) (.*?)::(.*)$/s.exec(line) ?? []
  return { kind, names: properties.split(',').map((pair) => pair.split('=')[0]), text }
}

const OUTPUTS = [
  'exit-code',
  'summary',
  'regressions',
  'improvements',
  'inconclusive',
  'failed',
  'missing',
]

/** Markup of the report's own, and code, in which nothing is markup. */
const OWN = /<\/?(details|summary)>|^```sh\n.*\n```$|(?<!`)(`+)(?!`).*?(?<!`)\2(?!`)/gm

describe('GitHub', () => {
  test('a command is one line with its own properties', () => {
    fc.assert(
      fc.property(NASTY, NASTY, (title, text) => {
        const line = command('error', { file: title, title }, text)
        expect(line).not.toMatch(/[\r\n]/)
        expect(readCommand(line)).toMatchObject({ kind: 'error', names: ['file', 'title'] })
      }),
    )
  })

  test('annotations and outputs of hostile names', () => {
    fc.assert(
      fc.property(NASTY, (name) => {
        const report = gateReport(name)
        for (const line of annotations(report)) {
          expect(line).toMatch(/^::(error|warning) file=/)
          expect(line).not.toMatch(/[\r\n]/)
        }
        const lines = outputs(report, () => 'END').split('\n')
        // name, value, delimiter; name, value, delimiter; ...
        expect(lines.filter((_, at) => at % 3 === 0).slice(0, -1)).toEqual(
          OUTPUTS.map((key) => `${key}<<END`),
        )
        expect(lines.filter((_, at) => at % 3 === 2).every((line) => line === 'END')).toBe(true)
      }),
    )
  })
})

test('Markdown holds no HTML, link or picture of the name', () => {
  fc.assert(
    fc.property(NASTY, (name) => {
      const text = gateMarkdown(gateReport(name)).replaceAll(OWN, '')
      expect(text).not.toMatch(/<[a-z!/]/i)
      expect(text).not.toMatch(/(?<!\\)\]\(/)
    }),
  )
})

test('JSON comes back as it was; damage is told with its place', () => {
  const report = gateReport('sum')
  const text = gateJson(report, 'gate.json')
  expect(parseGate(text, 'gate.json')).toEqual(report)
  expect(() => parseGate('{', 'gate.json')).toThrow('gate.json is not a record')
  expect(() => parseGate(text.replace('"seed":1', '"seed":"x"'), 'gate.json')).toThrow('seed')
  expect(() => parseGate(text.replace('gate@1', 'gate@2'), 'gate.json')).toThrow('schema')
})

test('other tools get the times', () => {
  const report = gateReport('__proto__')
  const [entry] = JSON.parse(githubActionBenchmark(report)) as { name: string; value: number }[]
  expect(entry).toMatchObject({ name: 'a.bench.ts > __proto__', unit: 'ms', value: 2 })
  const metrics = JSON.parse(bencherMetrics(report)) as Record<
    string,
    { latency: { value: number } }
  >
  expect(metrics['a.bench.ts > __proto__']?.latency.value).toBe(2e6)
  const [issue] = JSON.parse(codeQuality(report, (text) => text)) as object[]
  expect(issue).toMatchObject({ severity: 'critical', location: { path: 'a.bench.ts' } })
})

test('the protocol takes nothing but its own messages', () => {
  const message = {
    type: 'offer',
    unit: 'a\nb',
    group: 0,
    kind: 'bench',
    functions: ['\u2028'],
  } satisfies FromArm
  const line = encode(message)
  expect(line.trimEnd()).not.toContain('\n')
  expect(decode(line)).toEqual(message)
  for (const bad of ['', '{', 'null', '{"type":"turn"}', '{"type":"slice","duration":-1}']) {
    expect(decode(bad)).toBeNull()
  }
})
