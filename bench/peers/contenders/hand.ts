/**
 * What a good engineer would write without a pool: chunks of a size that suits the tasks, handed out
 * as workers answer, the next one there before the last is done. No timeouts, no replacement of
 * workers, no error but "a worker is gone".
 */
import type { Call, Running } from './contender.ts'
import { keyOf } from './kernel.ts'

export interface Question {
  /** The kernel's key. */
  kernel: string
  at: number
  inputs: readonly unknown[]
}

export interface Answer {
  at: number
  results: unknown[]
}

/** A worker as the parent sees it. */
export interface Lane {
  post: (question: Question) => void
  onAnswer: (listener: (answer: Answer) => void) => void
  /** Hears of an end that nobody asked for. */
  onEnd: (listener: (reason: Error) => void) => void
}

/** Hands out lists to these workers, one list at a time. */
export function byHand(lanes: readonly Lane[]): Running['run'] {
  let hear: (lane: Lane, answer: Answer) => void = () => undefined
  let fail: (reason: Error) => void = () => undefined
  for (const lane of lanes) {
    lane.onAnswer((answer) => hear(lane, answer))
    lane.onEnd((reason) => fail(reason))
  }
  return (work, inputs) =>
    new Promise((resolve, reject) => {
      const { chunk, ahead } = work.hand
      const kernel = keyOf(work)
      const results: unknown[] = Array.from({ length: inputs.length })
      let next = 0
      let left = inputs.length
      const hand = (lane: Lane): void => {
        if (next >= inputs.length) return
        const at = next
        next += chunk
        lane.post({ kernel, at, inputs: inputs.slice(at, next) })
      }
      fail = reject
      hear = (lane, answer) => {
        hand(lane)
        const many = answer.results.length
        for (let index = 0; index < many; index += 1) {
          results[answer.at + index] = answer.results[index]
        }
        left -= many
        if (left === 0) resolve(results)
      }
      if (left === 0) resolve(results)
      for (let turn = 0; turn < ahead; turn += 1) for (const lane of lanes) hand(lane)
    })
}

/** The worker's side. */
export function answerTo({ kernel, at, inputs }: Question, calls: Record<string, Call>): Answer {
  const call = calls[kernel]
  if (call === undefined) throw new Error(`this worker was not started for ${kernel}`)
  const results: unknown[] = []
  for (const input of inputs) results.push(call(input))
  return { at, results }
}
