import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LanemarkError } from '../../src/findings.ts'
import type { Report } from '../../src/model.ts'
import { reportData } from './whole.ts'
import { parseReport } from '../../src/report/report-file.ts'
import { reportJson } from './whole.ts'
import { smallReport } from './fixtures/digest.ts'
import { documentReport } from './fixtures/document.ts'
import { GOLDEN } from './fixtures.ts'

const PATH = 'reports/x.json'

function refusal(action: () => unknown): LanemarkError {
  try {
    action()
  } catch (error) {
    if (error instanceof LanemarkError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

const read = (text: string): LanemarkError => refusal(() => parseReport(text, PATH))

/** The small report as JSON with one piece of its text replaced. */
function damaged(from: string | RegExp, to: string): string {
  const text = JSON.stringify(reportData(smallReport))
  const other = text.replace(from, to)
  expect(other).not.toBe(text)
  return other
}

describe('a report', () => {
  test.each(Object.keys(GOLDEN))('%s comes back as it was written', (name) => {
    const report = GOLDEN[name]
    if (report === undefined) throw new Error('no such fixture')
    expect(parseReport(reportJson(report, PATH), PATH)).toEqual(reportData(report))
  })

  test('with a figure that JSON cannot hold is not written', () => {
    const spoilt: Report = structuredClone(smallReport)
    const pool = spoilt.comparisons[0]?.cases[1]
    if (pool !== undefined) pool.bound = Number.NaN
    const error = refusal(() => reportJson(spoilt, PATH))
    expect(error.code).toBe('report-unwritable')
    expect(error.message).toContain('comparisons[0].cases[1].bound')
  })
})

test('a report states the answers of its page, each in as few pieces as it takes', () => {
  const [first] = parseReport(reportJson(smallReport, PATH), PATH).answers
  expect(first).toEqual({
    name: 'digest of four blocks',
    page: 'report.md',
    answer: [expect.stringMatching(/^Running the four calls on two worker threads .*\.$/)],
    glance: {
      use: [{ code: 'threads()' }],
      gain: ['1.91x [1.89, 1.93]'],
      possible: ['96 %'],
      why: ['calls divide evenly'],
    },
  })
})

describe('a damaged file is refused with the place:', () => {
  test.each([
    ['null for a number', damaged('"bound":1.9998', '"bound":null'), 'cases[1].bound'],
    ['an infinity', damaged('"bound":1.9998', '"bound":1e999'), 'cases[1].bound'],
    ['a negative time', damaged('"decode":[0.1', '"decode":[-1'), 'trips.decode[0]'],
    ['an unknown mode', damaged('"mode":"threads"', '"mode":"fibers"'), 'cases[1].mode'],
    ['an unknown key', damaged('"seed":', '"sede":1,"seed":'), 'comparisons[0].sede'],
    ['__proto__', damaged('"seed":', '"__proto__":{},"seed":'), 'comparisons[0].__proto__'],
    ['columns of unlike length', damaged('"packing":[0,', '"packing":['), 'cases[0].trips'],
    ['a missing key', damaged('"equality":"untimed pass",', ''), 'comparisons[0].equality'],
    ['turned ends', damaged('"low":124.1', '"low":999'), 'cases[0].makespan.interval'],
    ['neither interval nor note', damaged(/"interval":\{[^}]*\}/, '"interval":null'), 'makespan'],
    ['a short digest', damaged(/"sha256":\["0+"/, '"sha256":["00"'), 'tasks.sha256[0]'],
  ])('%s', (_, text, place) => {
    const error = read(text)
    expect(error.code).toBe('report-unreadable')
    expect(error.message).toContain(PATH)
    expect(error.message).toContain(place)
    expect(error.message).toContain('run `vitest bench` again')
  })

  test.each([
    ['', 'it is empty'],
    ['{"schema":', 'it is not JSON, perhaps cut short'],
    ['[]', 'its schema is missing'],
    ['null', 'its schema is missing'],
    ['{"schema":"lanemark/report@1"}', "its schema is 'lanemark/report@1'"],
  ])('%j', (text, reason) => {
    expect(read(text).message).toContain(reason)
  })

  test('cut off anywhere', () => {
    const text = JSON.stringify(reportData(documentReport))
    fc.assert(
      fc.property(fc.integer({ min: 0, max: text.length - 1 }), (end) => {
        expect(read(text.slice(0, end)).code).toBe('report-unreadable')
      }),
      { numRuns: 50 },
    )
  })

  test('the error holds no control characters of the file', () => {
    expect(read('\u001B[31m{').message).not.toContain('\u001B')
  })
})
