/** The verdicts of claims 5 to 7: what processes cost and save. As in `verdicts.ts`. */
import type { Estimate, PayloadPoint } from 'lanemark'
import { inWords, short } from './figures.ts'
import type { Judged } from './five-seconds.ts'
import type { Variant } from './one-word.ts'
import { MARGIN, undecided } from './verdicts.ts'
import type { Ruling } from './verdicts.ts'

/** A payload is dear where it costs so many times as much as next to nothing. */
const DEAR = 10
/** Up to this factor away from that it is about so many times. */
const ABOUT = 2
/** The size at which that is judged: one MiB, or what comes nearest. */
export const WEIGHED = 2 ** 20
/** From this bound on, what a pool can save is much. */
const MUCH = 2

export interface CrossingEvidence {
  points: readonly PayloadPoint[]
  /** Whether a process refused shared memory. */
  refused: boolean
  /** Whether what a task wrote in its process was not to be seen in this one. */
  apart: boolean
}

interface Weighed {
  payload: string
  small: PayloadPoint
  large: PayloadPoint
}

/** 5: processes share no memory, so that values must be serialised, which is dear. */
export function rulesOnCrossing({ points, refused, apart }: CrossingEvidence): Ruling {
  if (!refused || !apart) {
    return { verdict: 'does not hold', because: 'A process shared memory with its caller.' }
  }
  const weighed = weighedIn(points.filter(({ mode }) => mode === 'processes'))
  if (weighed.length === 0) return undecided('No payload crossed to a process in two sizes.')
  if (weighed.some(({ small, large }) => !small.roundTrip.interval || !large.roundTrip.interval)) {
    return undecided('Payloads crossed too seldom for intervals.')
  }
  const dear = weighed.filter(isDear)
  const between = weighed.filter((one) => !isDear(one) && !isCheap(one))
  const unsure = between.filter((one) => !isAbout(one) || dear.length === 0)
  if (unsure.length > 0) {
    return undecided(`The times of ${list(unsure)} spread too far to tell dear from cheap.`)
  }
  const trips = weighed.map(({ payload, large }) => `${payload} ${inWords(large.roundTrip)} ms`)
  const least = Math.min(...weighed.map(({ small }) => small.roundTrip.value))
  const thread = points.find(
    ({ mode, payload, size }) =>
      mode === 'threads' && payload.includes('shared') && size === weighed[0]?.large.size,
  )
  return {
    verdict: dear.length === weighed.length ? 'holds' : 'holds in part',
    because:
      `Nothing is shared with a process: ${short((weighed[0]?.large.size ?? 0) / WEIGHED)} MiB there and back cost ${trips.join(', ')}, next to nothing ${short(least)} ms; ` +
      `surely at least ${DEAR} times as much for ${dear.length} of ${weighed.length} kinds of payload${between.length === 0 ? '' : `, and about ${DEAR} times for ${list(between)}`}. ` +
      `Worker threads serialise as well${thread === undefined ? '' : `, unless memory is shared: ${inWords(thread.roundTrip)} ms`}. ` +
      'The largest result of the document has 0.4 MB: next to seconds of work that is nothing.',
  }
}

const list = (weighed: readonly Weighed[]): string =>
  weighed.map(({ payload }) => payload).join(', ')

/** How many times as much as next to nothing it costs, at least and at most. */
function timesAsMuch({ small, large }: Weighed): { least: number; most: number } {
  const [one, other] = [small.roundTrip.interval, large.roundTrip.interval]
  if (one === null || other === null) return { least: 0, most: Infinity }
  return { least: other.low / one.high, most: other.high / one.low }
}

const isDear = (one: Weighed): boolean => timesAsMuch(one).least >= DEAR

const isCheap = (one: Weighed): boolean => timesAsMuch(one).most < DEAR

function isAbout(one: Weighed): boolean {
  const { least, most } = timesAsMuch(one)
  return least >= DEAR / ABOUT && most <= DEAR * ABOUT
}

/** Of each payload the smallest size and the one nearest to a MiB. */
function weighedIn(points: readonly PayloadPoint[]): Weighed[] {
  return [...Map.groupBy(points, ({ payload }) => payload)].flatMap(([payload, all]) => {
    const distance = ({ size }: PayloadPoint): number => Math.abs(Math.log(size / WEIGHED))
    const small = all.toSorted((one, other) => one.size - other.size)[0]
    const large = all.toSorted((one, other) => distance(one) - distance(other))[0]
    return small === undefined || large === undefined || small === large
      ? []
      : [{ payload, small, large }]
  })
}

/** 6: from threads to processes one word changes. */
export function rulesOnWord([first, ...others]: readonly Variant[]): Ruling {
  if (first === undefined || others.length === 0) return undecided('There was one program only.')
  const same = others.filter(({ output }) => output !== null && output === first.output)
  const single = others.filter(({ changes }) => changes.length === 1)
  const good = same.filter((variant) => single.includes(variant))
  const all = good.length === others.length
  return {
    verdict: all ? 'holds' : good.length > 0 ? 'holds in part' : 'does not hold',
    because: `Of ${others.length} programs made from the one for ${first.word}, ${single.length} differ from it in one word (${others.map(({ changes }) => changes.join(', ')).join('; ')}), and ${same.length} printed the same.`,
  }
}

export interface SavingEvidence {
  /** Speedup of processes here, on inputs in the document's proportion. */
  gain: Estimate | null
  /** The document's figures held against task times that were measured here. */
  judged: readonly Judged[]
  /** What the document printed, seconds. */
  printed: { plain: number; processes: number }
  /** Why this machine could not show a gain; null when it could. */
  missing: string | null
}

/** 7: processes saved 5 s, which is much. */
export function rulesOnSaving({ gain, judged, printed, missing }: SavingEvidence): Ruling {
  if (judged.length === 0) return undecided('No task times were measured.')
  const range = (of: (judged: Judged) => number, scale = 1): string => {
    const values = judged.map((one) => short(of(one) * scale))
    return [...new Set(values)].join(' and ')
  }
  const { plain, processes } = printed
  const figures =
    `The document's processes were ${short(plain / processes)} times as fast as its plain run; with the shares of the tasks as measured here no pool of any size could pass ${range(({ best }) => best)}, ` +
    `for one task alone is ${range(({ longest }) => longest, 100)} % of the work. They reached ${range(({ attained }) => attained, 100)} % of that bound and saved ${range(({ saved }) => saved, 100)} % of the seconds that could be saved (${judged.map(({ of }) => of).join(' and ')}).`
  if (missing !== null) return undecided(`${missing} ${figures}`)
  if (!gain?.interval) return undecided(`There is no interval for processes here. ${figures}`)
  const here = `Here processes were ${inWords(gain)} times as fast.`
  const { low, high } = gain.interval
  if (low > 1) {
    const much = judged.every(({ best }) => best >= MUCH)
    const why = much ? '' : ' The saving is real, but the inputs left little to save.'
    return { verdict: much ? 'holds' : 'holds in part', because: `${figures} ${here}${why}` }
  }
  if (high < 1 + MARGIN) return { verdict: 'does not hold', because: `${figures} ${here}` }
  return undecided(`${figures} ${here} That does not tell a gain from none.`)
}
