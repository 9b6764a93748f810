/** A kernel that divides, and as the context says does so badly. */
import { setTimeout as after } from 'node:timers/promises'

export interface Range {
  from: number
  to: number
}

export interface Faults {
  split?: 'none' | 'many' | 'endless' | 'text' | 'throws'
  merge?: 'throws' | 'promise'
  /** Numbers at which the kernel throws, or ends its process. */
  throwsAt?: number
  diesAt?: number
  /** At which an error comes after the kernel has returned; the others are slow then. */
  lateAt?: number
  /** From which on it throws. */
  throwsFrom?: number
}

/** The numbers of the range, each behind a moment that is longer the smaller it is. */
export async function numbers({ from, to }: Range, faults: Faults = {}): Promise<string> {
  const { throwsAt = -1, diesAt = -1, throwsFrom = Infinity, lateAt = -1 } = faults
  if (from >= throwsFrom) throw new RangeError(`${from} is too much`)
  if (from <= lateAt && lateAt < to) {
    setTimeout(() => {
      throw new Error('too late')
    }, 20)
    return ''
  }
  if (lateAt >= 0) await after(300)
  if (from <= throwsAt && throwsAt < to) throw new RangeError(`${throwsAt} is in ${from} to ${to}`)
  if (from <= diesAt && diesAt < to) process.exit(9)
  await after(10 / (1 + from))
  return Array.from({ length: to - from }, (_, index) => `${from + index},`).join('')
}

export function split({ from, to }: Range, parts: number, faults: Faults = {}): unknown {
  switch (faults.split) {
    case 'none':
      return []
    case 'many':
      return Array.from({ length: parts + 1 }, () => ({ from, to }))
    case 'endless':
      return endless()
    case 'text':
      return 'halves'
    case 'throws':
      throw new TypeError('no halves')
    case undefined:
      return cut(from, to, parts)
  }
}

function* endless(): Generator<Range> {
  for (;;) yield { from: 0, to: 1 }
}

function* cut(from: number, to: number, parts: number): Generator<Range> {
  const step = Math.max(1, Math.ceil((to - from) / parts))
  for (let at = from; at < to || at === from; at += step) {
    yield { from: at, to: Math.min(to, at + step) }
  }
}

export function merge(partials: string[], { from, to }: Range, faults: Faults = {}): unknown {
  if (faults.merge === 'throws') throw new TypeError(`${from} to ${to} is too much`)
  const all = partials.join('')
  return faults.merge === 'promise' ? Promise.resolve(all) : all
}
