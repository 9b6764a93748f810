/** One group of functions, measured by the arms that offer it. */
import { isPool, MODES } from '../../modes.ts'
import type { Random } from '../../stats/random.ts'
import type { SliceTimes } from '../model/facts.ts'
import { POOL_SLICE, SLICE, takeTurns } from './pairs.ts'
import type { Row } from './pairs.ts'
import type { ArmName, FromArm, Offer } from '../arms/arm-protocol.ts'
import type { Connection } from '../arms/switchboard.ts'

/** An offer with the line it came over. */
export interface Offered {
  offer: Offer
  connection: Connection
}

export interface GroupSettings {
  random: Random
  /** Ms of warm-up for each function. */
  warmup: number
  /** Of a function. */
  rounds: (name: string) => number
  /** Where functions that need one core take their turns; null: anywhere. */
  core: number | null
  /** Ms within which an arm must answer. */
  deadline: number
  /** Ms after which no further round begins. */
  enough: number
  /** Told before each slice. */
  before: (name: string) => void
}

export interface MeasuredGroup {
  unit: string
  group: number
  kind: Offer['kind']
  functions: string[]
  /** Per function one row a round. */
  rows: Row[][]
  /** Each function's shortest turn, with its messages, ms; infinite where there was none. */
  turns: number[]
  /** Per arm the digests of what its functions returned. */
  digests: Partial<Record<ArmName, (string | null)[]>>
  /** The whole group, and the warm-up in it, ms. */
  took: number
  warmup: number
}

/** Names a group among those of all units. */
export const groupKey = (unit: string, group: number): string => `${unit}\n${group}`

const ALONE: ReadonlySet<string> = new Set(MODES.filter((mode) => !isPool({ mode })))

/** Most functions need one core; pools want all of them. */
export const wantsAllCores = (kind: Offer['kind'], name: string): boolean =>
  kind === 'modes' && !ALONE.has(name)

/** An arm that could not measure: what it threw, or that it did not answer. */
export class ArmFailure extends Error {
  override readonly name: string = 'ArmFailure'
  readonly arm: ArmName
  /** Whether the arm is of no further use: it is gone, or it hangs. */
  readonly lost: boolean

  constructor(arm: ArmName, message: string, lost: boolean) {
    super(message)
    this.arm = arm
    this.lost = lost
  }
}

/** @throws {ArmFailure} after having told the other arms that it is over */
export async function measureGroup(
  offers: readonly Offered[],
  settings: GroupSettings,
): Promise<MeasuredGroup> {
  try {
    return await measure(offers, settings)
  } finally {
    for (const { connection } of offers) connection.send({ type: 'end' })
  }
}

async function measure(
  offers: readonly Offered[],
  settings: GroupSettings,
): Promise<MeasuredGroup> {
  const [first] = offers
  if (first === undefined) throw new RangeError('a group has at least one arm')
  const { unit, group, kind } = first.offer
  const { deadline, random, rounds, enough } = settings
  const begun = performance.now()
  for (const { connection } of offers) connection.send({ type: 'go', warmup: settings.warmup })
  // each function is called at least once on the way
  const warming = deadline * Math.max(1, ...offers.map(({ offer }) => offer.functions.length))
  await Promise.all(offers.map(({ connection }) => answer(connection, 'ready', warming)))
  const warm = performance.now()
  const functions = commonFunctions(offers)
  const lines = new Map(offers.map((one) => [one.connection.arm, one]))
  const turns = functions.map(() => Infinity)
  const digests: MeasuredGroup['digests'] = {}
  const rows = functions.map((): Row[] => [])
  // pools by themselves: after one of their turns the next calls of others are slow ones
  for (const pools of [false, true]) {
    const own = [...functions.keys()].filter(
      (index) => wantsAllCores(kind, functions[index]!) === pools,
    )
    const taken = await takeTurns({
      rounds: own.map((index) => rounds(functions[index]!)),
      arms: [...lines.keys()],
      random,
      measure: (arm, place) => slice(arm, own[place]!, pools),
      late: () => performance.now() - warm > enough,
    })
    for (const [place, index] of own.entries()) rows[index] = taken[place]!
  }
  const took = performance.now() - begun
  return { unit, group, kind, functions, rows, turns, digests, took, warmup: warm - begun }

  async function slice(arm: ArmName, index: number, pool: boolean): Promise<SliceTimes> {
    const { offer, connection } = lines.get(arm)!
    const name = functions[index]!
    settings.before(name)
    const asked = performance.now()
    connection.send({
      type: 'turn',
      index: offer.functions.indexOf(name),
      ...(pool ? { slice: POOL_SLICE, core: null } : { slice: SLICE, core: settings.core }),
    })
    const { mean, fastest, digest } = await answer(connection, 'slice', deadline)
    turns[index] = Math.min(turns[index]!, performance.now() - asked)
    const own = (digests[arm] ??= functions.map(() => null))
    own[index] = digest
    return { mean, fastest }
  }
}

/** Functions that all arms have; benchmarks may make their names from the sources. */
function commonFunctions(offers: readonly Offered[]): string[] {
  const [first, ...others] = offers.map(({ offer }) => offer.functions)
  return (first ?? []).filter(
    (name, index, all) =>
      all.indexOf(name) === index && others.every((names) => names.includes(name)),
  )
}

/** The arm's next word, which must be of the kind expected. */
export async function answer<Type extends FromArm['type']>(
  { arm, inbox }: Connection,
  type: Type,
  deadline: number,
): Promise<Extract<FromArm, { type: Type }>> {
  const message = await inbox.take(deadline)
  if (message === null) {
    const seconds = Math.round(deadline / 1000)
    const error = `no answer within ${seconds} s: it hangs, or a call takes too long for the budget`
    throw new ArmFailure(arm, error, true)
  }
  if (message === 'cut') throw new ArmFailure(arm, 'the process ended', true)
  if (message.type === 'failed') throw new ArmFailure(arm, message.error, false)
  if (message.type !== type) throw new ArmFailure(arm, `said ${message.type} for ${type}`, true)
  return message as Extract<FromArm, { type: Type }>
}
