/** Axes with ticks that people read easily. */
import { bytes, count as grouped, duration, ratio } from '../report/format.ts'

export interface Tick {
  at: number
  text: string
}

export interface Scale {
  type: 'linear' | 'log'
  domain: readonly [number, number]
  title: string
  ticks: readonly Tick[]
  /** Lines through the plot at each tick; the default is yes. */
  grid?: boolean
}

/** 1, 2 or 5 times a power of ten, so that about `count` steps cover the span. */
function stepOf(span: number, count: number): number {
  const rough = span / count
  const power = 10 ** Math.floor(Math.log10(rough))
  const lead = rough / power
  return power * (lead > 5 ? 10 : lead > 2 ? 5 : lead > 1 ? 2 : 1)
}

/** Multiples of a round step within the range. */
export function linearTicks(low: number, high: number, count: number): number[] {
  const step = stepOf(high - low, count)
  const first = Math.ceil(low / step - 1e-9)
  const last = Math.floor(high / step + 1e-9)
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  )
}

/** Powers of `base` within the range, thinned out to at most `most`. */
function powers(low: number, high: number, base: number, most: number): number[] {
  const first = Math.ceil(Math.log(low) / Math.log(base) - 1e-9)
  const last = Math.floor(Math.log(high) / Math.log(base) + 1e-9)
  const every = Math.max(1, Math.ceil((last - first + 1) / most))
  const ticks: number[] = []
  for (let power = first; power <= last; power += every) ticks.push(base ** power)
  return ticks
}

/** Ticks of a log axis: powers of ten, with halves and fifths where there are few. */
export function logTicks(low: number, high: number): number[] {
  const tens = powers(low, high, 10, 8)
  if (tens.length > 2) return tens
  const fine = powers(low / 10, high, 10, 8).flatMap((ten) => [ten, 2 * ten, 5 * ten])
  return fine.filter((tick) => tick >= low * 0.999 && tick <= high * 1.001)
}

const UNITS = [
  { sign: 's', size: 1000 },
  { sign: 'ms', size: 1 },
  { sign: 'µs', size: 1e-3 },
  { sign: 'ns', size: 1e-6 },
]

/** Times from `low` to `high`, all in one unit. */
export function timeScale(low: number, high: number, title: string, count = 7): Scale {
  const unit = UNITS.find(({ size }) => high >= 2 * size) ?? { sign: 'ns', size: 1e-6 }
  const ticks = linearTicks(low / unit.size, high / unit.size, count)
  return {
    type: 'linear',
    domain: [low, high],
    title,
    ticks: ticks.map((at) => ({
      at: at * unit.size,
      text: `${plainNumber(at)} ${unit.sign}`,
    })),
  }
}

const plainNumber = (value: number): string =>
  (Number.isInteger(value) ? grouped(value) : String(value)).replace('-', '−')

/** Times on a log axis. */
export function logTimeScale(low: number, high: number, title: string): Scale {
  const ticks = logTicks(low, high).map((at) => ({ at, text: roundTime(at) }))
  return { type: 'log', domain: [low, high], title, ticks }
}

const roundTime = (ms: number): string =>
  duration(ms)
    .replace(/(\.\d*?)0+(?= )/, '$1')
    .replace(/\.(?= )/, '')

/** Sizes on a log axis, at powers of two. */
export function byteScale(low: number, high: number, title: string): Scale {
  const ticks = powers(low, high, 4, 9).map((at) => ({
    at,
    text: bytes(at)
      .replace(/\.0+(?= )/, '')
      .replace(/ bytes?$/, ' B'),
  }))
  return { type: 'log', domain: [low, high], title, ticks }
}

/** Ratios; log where the range is wide. */
export function ratioScale(
  low: number,
  high: number,
  title: string,
  wide = low > 0 && high / low > 40,
): Scale {
  const ticks = wide ? logTicks(low, high) : linearTicks(Math.min(0, low), high, 7)
  return {
    type: wide ? 'log' : 'linear',
    domain: [wide ? low : Math.min(0, low), high],
    title,
    ticks: ticks.map((at) => ({ at, text: at === 0 ? '0' : trimRatio(at) })),
  }
}

const trimRatio = (value: number): string =>
  ratio(value)
    .replace(/(\.\d*?)0+(?=x)/, '$1')
    .replace(/\.(?=x)/, '')

/** Where a value lies, px from the start of a scale of this length. */
export function positionOn(scale: Scale, length: number): (value: number) => number {
  const map = scale.type === 'log' ? Math.log : (value: number): number => value
  const low = map(scale.domain[0])
  const span = map(scale.domain[1]) - low
  return (value) => ((map(value) - low) / span) * length
}
