/** The page of a replay: what it says first, and that it hides nothing. */
import { expect, test } from 'vitest'
import { EFFECTS, KERNELS } from '../model.ts'
import { powerPicture } from '../page/chart.ts'
import { goalsOf } from '../page/goals.ts'
import { validationMarkdown } from '../page/page.ts'
import { factsOf } from '../replay/facts.ts'
import { type Validation, VALIDATION_SCHEMA } from '../replay/model.ts'
import { rate } from '../replay/rate.ts'
import { MACHINE, syntheticRecording } from '../replay/synthetic.ts'
import { CHECK_SETTINGS, replay, settingsFor } from '../replay/replay.ts'
import { OTHER_RULES } from '../rules/index.ts'

function validationOf(blocks: typeof MACHINE.blocks): Validation {
  const recording = syntheticRecording({ ...MACHINE, blocks })
  const settings = settingsFor(4)
  const figures = replay(recording, settings)
  return {
    schema: VALIDATION_SCHEMA,
    recording: factsOf(recording, { file: 'recordings/gate.jsonl.br', sha256: 'a'.repeat(64) }),
    settings,
    ...figures,
    check: { settings: CHECK_SETTINGS, figures },
  }
}

const validation = validationOf({ quiet: 24, competing: 24 })

const answerOf = (page: string): string => page.split('\n')[2] ?? ''

test('the answer comes first, and says which goals are missed', () => {
  const good = { ...validation, overall: withOverall(rate(99, 100), rate(95, 100)) }
  expect(answerOf(validationMarkdown(good))).toContain(
    'a 2 % slowdown fails 99 % [94.6, 100] of the jobs',
  )
  const bad = { ...validation, overall: withOverall(rate(60, 100), rate(95, 100)) }
  expect(goalsOf(bad)[0]).toMatchObject({ met: false, found: '60 % [49.7, 69.7]' })
  expect(answerOf(validationMarkdown(bad))).toMatch(
    /all but these: .*fails .*\(60 % \[49\.7, 69\.7\]\)/,
  )
})

function withOverall(two: Validation['overall'][number]['fails'], one: typeof two) {
  return validation.overall.map((row) => {
    if (row.condition !== 'quiet') return row
    if (row.effect === 2) return { ...row, fails: two }
    return row.effect === 1 ? { ...row, reported: one } : row
  })
}

test('every kernel, every rule and what limits the figures are on the page', () => {
  const page = validationMarkdown(validation)
  for (const kernel of KERNELS) expect(page).toContain(`| \`${kernel}\` `)
  for (const { name } of OTHER_RULES) expect(page.replaceAll('\\', '')).toContain(name)
  expect(page).toContain('jobs are not independent of each other')
  expect(page).toContain('24 quiet and 24 competing blocks')
  expect(page).toContain('npm run gate:validate -- --replay --jobs 4')
  expect(page).not.toMatch(/NaN|undefined|null/)
})

test('a rate stands with its interval in every cell of the tables of rates', () => {
  const page = validationMarkdown(validation)
  const rows = page.split('\n').filter((line) => /^\| `(document|json)` /.test(line))
  expect(rows.length).toBeGreaterThanOrEqual(4)
  for (const row of rows) {
    const cells = row.split('|').slice(2, -1)
    expect(cells.every((cell) => /% \[[\d.]+, [\d.]+\]/.test(cell))).toBe(true)
  }
})

test('too few blocks of a condition are said, and nothing is made up', () => {
  const page = validationMarkdown(validationOf({ quiet: 10, competing: 10 }))
  expect(answerOf(page)).toContain('Nothing can be said')
  expect(page).toContain('there are 10 blocks')
  expect(page).not.toContain('gate-validation-quiet.svg')
})

test('a benchmark for which the budget has no room is said to be left out', () => {
  const effects = validation.effects.map((row) =>
    row.kernel === 'threads' && row.condition === 'quiet' ? withUnmeasured(row) : row,
  )
  const none = 'had no room at all'
  expect(validationMarkdown(validation)).not.toContain(none)
  expect(validationMarkdown({ ...validation, effects })).toMatch(
    /had no room at all for the slower benchmark: `threads` in 5 of its 5 jobs/,
  )
})

const withUnmeasured = (row: Validation['effects'][number]) => ({ ...row, unmeasured: rate(1, 1) })

test('the picture shows every kernel at every size, and says the same in words', async () => {
  const picture = powerPicture(validation, 'quiet')!
  expect(picture.alt).toContain('10 %: fails 100 %')
  const { svg } = picture
  for (const kernel of KERNELS) expect(svg).toContain(`>${kernel}</text>`)
  for (const effect of EFFECTS) expect(svg).toContain(`>${effect} %</text>`)
  expect(powerPicture(validation, 'quiet')!.svg).toBe(svg)
})
