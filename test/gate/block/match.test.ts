import { describe, expect, test } from 'vitest'
import { ArmState } from '../../../src/gate/block/arm-state.ts'
import { Inbox } from '../../../src/gate/arms/inbox.ts'
import { nextStep } from '../../../src/gate/block/match.ts'
import type { ArmName, FromArm, Offer } from '../../../src/gate/arms/arm-protocol.ts'

function arm(name: ArmName, units: string[] | null = null): ArmState {
  return new ArmState(name, units === null ? null : new Set(units))
}

function offer(state: ArmState, unit: string, group = 0): void {
  const said: Offer = { type: 'offer', unit, group, kind: 'bench', functions: ['f'] }
  const inbox = new Inbox<FromArm | 'cut'>()
  const connection = { arm: state.arm, role: 'provider', inbox, send: () => undefined } as const
  state.offers.push({ offer: said, connection })
}

const passed = (state: ArmState, unit: string): void =>
  state.hear({ type: 'tested', unit, state: 'passed', error: null }, 0)

function told(states: ArmState[], alone = false): string {
  const step = nextStep(states, alone)
  if (step.do === 'wait') return 'wait'
  if (step.do === 'skip') return `skip ${step.offer.connection.arm} ${step.offer.offer.unit}`
  return `measure ${step.offers.map(({ connection }) => connection.arm).join('+')}`
}

describe('who measures next', () => {
  test('nobody before both are there', () => {
    const [base, head] = [arm('base'), arm('head')]
    expect(told([base, head])).toBe('wait')
    offer(base, 'f > a')
    expect(told([base, head])).toBe('wait')
    offer(head, 'f > a')
    expect(told([base, head])).toBe('measure base+head')
  })

  test('the third arm is waited for where it takes part, and only there', () => {
    const [base, head, copy] = [arm('base'), arm('head'), arm('copy', ['f > b'])]
    offer(base, 'f > a')
    offer(head, 'f > a')
    expect(told([base, head, copy])).toBe('measure base+head')
    const [base2, head2] = [arm('base'), arm('head')]
    offer(base2, 'f > b')
    offer(head2, 'f > b')
    expect(told([base2, head2, copy])).toBe('wait')
    offer(copy, 'f > b')
    expect(told([base2, head2, copy])).toBe('measure base+head+copy')
    copy.leave()
    expect(told([base2, head2, copy])).toBe('measure base+head')
  })

  test('what the other side can no longer come to is released', () => {
    const [base, head] = [arm('base'), arm('head')]
    offer(head, 'f > a')
    passed(base, 'f > a')
    expect(told([base, head])).toBe('skip head f > a')
    const gone = arm('base')
    gone.leave()
    expect(told([gone, head])).toBe('skip head f > a')
    const other = arm('base')
    other.hear(
      { type: 'collected', file: 'f', tests: [{ unit: 'f > b', name: 'b' }], errors: [] },
      0,
    )
    expect(told([other, head])).toBe('skip head f > a')
    const through = arm('base')
    through.hear({ type: 'closed', file: 'f' }, 0)
    expect(told([through, head])).toBe('skip head f > a')
  })

  test('another order on one side does not stall the other', () => {
    const [base, head] = [arm('base'), arm('head')]
    offer(base, 'f > a')
    offer(head, 'f > b')
    expect(told([base, head])).toBe('skip base f > a')
  })

  test('alone, each is measured as it comes', () => {
    const [base, head] = [arm('base'), arm('head')]
    offer(head, 'f > a')
    expect(told([base, head], true)).toBe('measure head')
  })
})
