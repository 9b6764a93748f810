import { describe, expect, test } from 'vitest'
import { CONTENDERS } from '../../../bench/peers/contenders/index.ts'
import { peersMarkdown } from '../../../bench/peers/page.ts'
import { loadOf, reportOf } from './report.ts'

/** The lines of a section, without its parts. */
function section(page: string, title: string): string[] {
  const lines = page.split('\n')
  const start = lines.findIndex((line) => /^#+ /.test(line) && line.endsWith(title))
  if (start === -1) throw new Error(`no section ${title}`)
  const length = lines.slice(start + 1).findIndex((line) => line.startsWith('#'))
  return lines.slice(start + 1, length === -1 ? undefined : start + 1 + length)
}

const rowOf = (lines: readonly string[], ...words: string[]): string[] => {
  const row = lines.find(
    (line) => line.startsWith('|') && words.every((word) => line.includes(word)),
  )
  return (row ?? '').split('|').map((cell) => cell.trim())
}

describe('the page', () => {
  const good = loadOf({
    id: '10us',
    title: '10 µs x 100',
    calls: { 'lanemark threads': 0.5, 'hand-chunked forks': 0.4 },
  })
  const page = peersMarkdown(reportOf(good))

  test('says first how many goals are reached', () => {
    expect(page).toContain(
      '**Of 36 goals, one is reached, two are missed and 33 are not measured.**',
    )
  })

  test('has each goal with its figure, its interval and its state', () => {
    const goals = section(page, 'What must be reached')
    expect(rowOf(goals, '10 µs x 100', 'threads')).toEqual(
      expect.arrayContaining(['at least 1.8x the plain loop', '2.00x [2.00, 2.00]', 'reached']),
    )
    expect(rowOf(goals, '10 µs x 100', 'processes')).toContain('**not reached**')
    expect(rowOf(goals, 'markdown', 'threads')).toEqual(
      expect.arrayContaining(['–', 'not measured']),
    )
  })

  test('names those who are ahead, and only them', () => {
    const lost = section(page, 'Where we lose').filter((line) => line.includes('10 µs'))
    expect(lost).toHaveLength(1)
    expect(lost[0]).toContain('lanemark processes: hand-chunked forks 2.5')
  })

  test('says so where nobody is ahead', () => {
    const best = { 'lanemark serial': 0.9, 'lanemark threads': 0.4, 'lanemark processes': 0.4 }
    const lines = section(peersMarkdown(reportOf(loadOf({ calls: best }))), 'Where we lose')
    expect(lines.join('\n')).toContain('Nowhere in this run.')
  })

  test('has a row for each contender, with the tasks that it ran', () => {
    const lines = section(page, '10 µs x 100')
    for (const { name, kind } of CONTENDERS)
      expect(rowOf(lines, name)).toEqual(expect.arrayContaining([kind, '100']))
  })

  test('has a column for the bound where there is one', () => {
    const bounded = loadOf({ least: 0.5, calls: { piscina: 0.625 } })
    const lines = section(peersMarkdown(reportOf(bounded)), 'no-op x 100')
    expect(rowOf(lines, 'piscina').some((cell) => cell.startsWith('80'))).toBe(true)
    expect(section(page, '10 µs x 100').join('')).not.toContain('of the bound')
  })

  test('tells who failed and why, whatever is in the reason', () => {
    const load = loadOf({})
    const contenders = load.contenders.map((contender) =>
      contender.name === 'piscina'
        ? { ...contender, state: 'failed' as const, reason: '`a|b` <b>' }
        : contender,
    )
    const lines = section(peersMarkdown(reportOf({ ...load, contenders })), 'no-op x 100')
    expect(lines.join('\n')).toContain('piscina failed: \\`a\\|b\\` &lt;b&gt;')
    expect(rowOf(lines, 'piscina', 'threads')).toContain('failed')
    const widths = lines
      .filter((line) => line.startsWith('|'))
      .map((line) => line.split('|').length)
    expect(new Set(widths).size).toBe(1)
  })

  test('concludes nothing where the cores were missing', () => {
    const text = peersMarkdown(reportOf(loadOf({ id: '1ms', there: false })))
    expect(text).toContain('three are not decided, for the machine did not deliver its cores')
    expect(text).toContain('nothing is concluded from these figures')
  })

  test('warns of pools that burn time while they have nothing to do', () => {
    const busy = peersMarkdown(reportOf(loadOf({ idle: 0.5 })))
    expect(busy).toContain('While nobody had work, the pools used 0.50 cores together.')
    expect(page).not.toContain('While nobody had work, the pools used')
  })

  test('has the memory of a worker, the versions and the command', () => {
    const memory = [
      { name: 'piscina', kind: 'threads', role: 'peer', added: 2 ** 26, workers: 2 } as const,
    ]
    const text = peersMarkdown({ ...reportOf(good), memory })
    expect(rowOf(section(text, 'Memory'), 'piscina')).toEqual(
      expect.arrayContaining(['64.0 MiB', '32.0 MiB']),
    )
    expect(rowOf(text.split('\n'), 'tinypool', '2.2.0')).toContain('2.2.0')
    expect(text).toContain('npm run bench:peers -- --seed 7')
  })
})
