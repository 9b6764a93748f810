import { expect, test } from 'vitest'
import { askedFor } from '../../src/commands/command-line.ts'
import { errorText, exitCodeOf } from '../../src/commands/exit-code.ts'
import { LanemarkError } from '../../src/findings.ts'

function thrownBy(act: () => unknown): unknown {
  try {
    return act()
  } catch (error) {
    return error
  }
}

const task = { mode: 'threads', index: 0, input: '1', lost: null } as const

test('the way it was called is told from what was measured', () => {
  const usage = new LanemarkError({ code: 'no-inputs' })
  const failed = new LanemarkError({ code: 'task-threw', ...task, error: 'Error: no' })
  const unknown = thrownBy(() => askedFor(['compare', '--nothing']))
  expect([usage, failed, unknown, new Error('ours')].map(exitCodeOf)).toEqual([2, 3, 2, 3])
})

test('what says what to do stands alone, and anything else with its place', () => {
  expect(errorText(new LanemarkError({ code: 'no-inputs' }))).not.toContain('\n')
  expect(errorText(thrownBy(() => askedFor(['compare', '--nothing'])))).not.toContain('\n')
  expect(errorText(new Error('ours'))).toMatch(/ours\n +at /)
})

test('a kernel that threw is shown with its own frames', () => {
  const cause = Object.assign(new RangeError('no'), {
    stack: 'RangeError: no\n    at render (file:///k.ts:3:9)\n    and more',
  })
  const error = new LanemarkError(
    { code: 'task-threw', ...task, error: 'RangeError: no' },
    { cause },
  )
  expect(errorText(error)).toBe(`${error.message}\n    at render (file:///k.ts:3:9)`)
})
