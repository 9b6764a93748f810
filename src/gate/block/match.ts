/** What the coordinator does next, from what the arms offer. Pure. */
import type { ArmState } from './arm-state.ts'
import type { Offered } from './block-group.ts'
import type { Offer } from '../arms/arm-protocol.ts'

export type Step =
  | { do: 'measure'; offers: Offered[] }
  /** Release an offer that nobody will meet. */
  | { do: 'skip'; offer: Offered }
  | { do: 'wait' }

type Seen = Pick<ArmState, 'arm' | 'offers' | 'gone' | 'finished' | 'awaits' | 'expects'>

/**
 * A group is measured when every arm that can still come to it is there, base and head among them.
 * One that base or head can no longer come to is released, and so is the oldest when all arms wait
 * for each other: tests in another order, or with other names.
 */
export function nextStep(states: readonly Seen[], alone: boolean): Step {
  const offers = states.flatMap((state) => state.offers)
  const [oldest] = offers
  if (oldest === undefined) return { do: 'wait' }
  if (alone) return { do: 'measure', offers: [oldest] }
  for (const { offer } of offers) {
    const wanted = states.filter((state) => state.expects(offer.unit) && state.awaits(offer.unit))
    const present = wanted.flatMap((state) => state.offers.filter(sameAs(offer)).slice(0, 1))
    if (isPair(present) && present.length === wanted.length)
      return { do: 'measure', offers: present }
  }
  const lonely = offers.find(({ offer }) => !isPossible(states, offer))
  if (lonely !== undefined) return { do: 'skip', offer: lonely }
  const everyoneWaits = states.every(({ gone, offers: own }) => gone || own.length > 0)
  return everyoneWaits ? { do: 'skip', offer: oldest } : { do: 'wait' }
}

const sameAs =
  (offer: Offer) =>
  ({ offer: other }: Offered): boolean =>
    other.unit === offer.unit && other.group === offer.group

const isPair = (offers: readonly Offered[]): boolean =>
  ['base', 'head'].every((arm) => offers.some(({ connection }) => connection.arm === arm))

/** Whether base and head can both still come to it. */
function isPossible(states: readonly Seen[], { unit }: Offer): boolean {
  return ['base', 'head'].every((name) =>
    states.some((state) => state.arm === name && state.awaits(unit)),
  )
}
