import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { liveLine } from '../../src/reporter/live.ts'

const CLEAR = '\r\u001B[2K'

function output(parts: { isTTY?: boolean; columns?: number }) {
  const written: string[] = []
  return { ...parts, written, write: (text: string) => written.push(text) }
}

const progress = (left: number) => ({ text: 'round 3 of 12, threads', left })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('on a terminal', () => {
  const terminal = (columns = 120) => {
    const out = output({ isTTY: true, columns })
    return { out, live: liveLine(out) }
  }

  test('one line is drawn and redrawn', () => {
    const { out, live } = terminal()
    live.show('sorting', progress(4000))
    live.show('sorting', progress(3000))
    expect(out.written).toEqual([
      `${CLEAR}lanemark: sorting: round 3 of 12, threads, about 4 s left`,
      `${CLEAR}lanemark: sorting: round 3 of 12, threads, about 3 s left`,
    ])
  })

  test('the time goes on while nothing is heard, down to nothing', () => {
    const { out, live } = terminal()
    live.show('sorting', progress(2500))
    vi.advanceTimersByTime(4000)
    const left = out.written.map((line) => /about (\d+ s) left$/.exec(line)?.[1])
    expect(left).toEqual(['3 s', '2 s', '1 s', '0 s', '0 s'])
  })

  test('long times are in minutes', () => {
    const { out, live } = terminal()
    live.show('sorting', progress(100_001))
    live.show('sorting', progress(99_000))
    expect(out.written[0]).toContain('about 2 min left')
    expect(out.written[1]).toContain('about 99 s left')
  })

  test('the line is cut before it would wrap, where it could not be cleared', () => {
    const { out, live } = terminal(30)
    live.show('a name that is longer than the terminal', progress(1000))
    expect(out.written[0]?.slice(CLEAR.length)).toHaveLength(29)
  })

  test.each(['onTestCaseResult', 'onTestModuleEnd', 'onUserConsoleLog', 'onTestRunEnd'] as const)(
    'the line is gone before others print: %s',
    (hook) => {
      const { out, live } = terminal()
      live.show('sorting', progress(5000))
      const clearing = live.clearing as Partial<Record<typeof hook, () => void>>
      clearing[hook]?.()
      expect(out.written.at(-1)).toBe(CLEAR)
      vi.advanceTimersByTime(5000)
      expect(out.written).toHaveLength(2)
    },
  )

  test('nothing is cleared where nothing was drawn', () => {
    const { out, live } = terminal()
    live.clear()
    live.show('sorting', progress(1))
    live.clear()
    live.clear()
    expect(out.written).toHaveLength(2)
  })

  test('control characters of a name do not reach it', () => {
    const { out, live } = terminal()
    live.show('a\nb\u001B[31mc\rd', progress(1000))
    const line = out.written[0]?.slice(CLEAR.length)
    // oxlint-disable-next-line no-control-regex -- those are what must not be there
    expect(line).not.toMatch(/[\u0000-\u001F]/)
  })
})

describe('elsewhere', () => {
  test('plain lines come at most every ten seconds', () => {
    const out = output({})
    const live = liveLine(out)
    for (let second = 0; second < 25; second += 1) {
      vi.advanceTimersByTime(1000)
      live.show('sorting', progress(60_000 - second * 1000))
    }
    expect(out.written.length).toBeLessThanOrEqual(3)
    expect(out.written.length).toBeGreaterThanOrEqual(2)
    for (const line of out.written) {
      expect(line).toMatch(/^lanemark: sorting: round 3 of 12, threads, about \d+ s left\n$/)
    }
  })

  test('nothing is cleared', () => {
    const out = output({ isTTY: false })
    const live = liveLine(out)
    vi.advanceTimersByTime(20_000)
    live.show('sorting', progress(1000))
    live.clear()
    expect(out.written).toHaveLength(1)
    expect(live.clearing).toEqual({})
  })

  test('control characters of a name do not reach them', () => {
    const out = output({})
    const live = liveLine(out)
    vi.advanceTimersByTime(20_000)
    live.show('a\n::error::b\u001B[31m', progress(1000))
    expect(out.written).toHaveLength(1)
    expect(out.written[0]?.split('\n')).toHaveLength(2)
    expect(out.written[0]).not.toContain('\u001B')
  })
})
