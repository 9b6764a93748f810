import { describe, expect, test } from 'vitest'
import { ArmState } from '../../../src/gate/block/arm-state.ts'

const FILES = ['a.bench.ts', 'b.bench.ts', 'c.bench.ts']

function heard(): ArmState {
  const state = new ArmState('head', null)
  const tests = ['one', 'two', 'three'].map((name) => ({ unit: `a.bench.ts > ${name}`, name }))
  state.hear({ type: 'collected', file: 'a.bench.ts', tests, errors: [] }, 0)
  state.hear({ type: 'tested', unit: 'a.bench.ts > one', state: 'passed', error: null }, 1)
  return state
}

const two = 'a.bench.ts > two'

describe('what a fresh process goes on with', () => {
  test('tests that were not run, and files that were not met', () => {
    const state = heard()
    state.blame(two, 'no answer', FILES)
    expect(state.rest(FILES)).toEqual([
      { file: 'a.bench.ts', tests: ['three'] },
      { file: 'b.bench.ts', tests: null },
      { file: 'c.bench.ts', tests: null },
    ])
    expect(state.tested.get(two)).toEqual({ state: 'failed', error: 'no answer' })
  })

  test('not what hangs on the other side, whatever Vitest says of it here', () => {
    const state = heard()
    state.passOver(two)
    state.hear({ type: 'tested', unit: two, state: 'failed', error: 'not measured' }, 2)
    expect(state.tested.has(two)).toBe(false)
    expect(state.rest(FILES)[0]).toEqual({ file: 'a.bench.ts', tests: ['three'] })
  })

  test('where no test is to blame it is the first file that is not through', () => {
    const state = heard()
    state.hear({ type: 'closed', file: 'a.bench.ts' }, 2)
    state.blame('', 'no word', FILES)
    expect([...state.fileErrors]).toEqual([['b.bench.ts', 'no word']])
    expect(state.rest(FILES)).toEqual([{ file: 'c.bench.ts', tests: null }])
  })

  test('a test that is to blame twice takes its file with it, so that there is an end', () => {
    const state = heard()
    state.blame(two, 'no answer', FILES)
    state.blame(two, 'no answer', FILES)
    expect(state.rest(FILES).map(({ file }) => file)).toEqual(['b.bench.ts', 'c.bench.ts'])
  })

  test('the fresh one skips what was run, which stays as it was', () => {
    const state = heard()
    for (const name of ['one', 'two']) {
      const unit = `a.bench.ts > ${name}`
      state.hear({ type: 'tested', unit, state: 'skipped', error: null }, 3)
    }
    expect(state.tested.get('a.bench.ts > one')?.state).toBe('passed')
    expect(state.tested.get(two)?.state).toBe('skipped')
  })
})
