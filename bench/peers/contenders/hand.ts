/**
 * What a good engineer would write without a pool: chunks of a size that suits the tasks, handed out
 * as workers answer, the next one there before the last is done. No timeouts, no replacement of
 * workers, no error but "a worker is gone".
 */
import type { Work } from './contender.ts'

export interface Question {
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

type Run = (inputs: readonly unknown[]) => Promise<unknown[]>

/** Hands out lists to these workers, one list at a time. */
export function byHand(lanes: readonly Lane[], { chunk, ahead }: Work['hand']): Run {
  let hear: (lane: Lane, answer: Answer) => void = () => undefined
  let fail: (reason: Error) => void = () => undefined
  for (const lane of lanes) {
    lane.onAnswer((answer) => hear(lane, answer))
    lane.onEnd((reason) => fail(reason))
  }
  return (inputs) =>
    new Promise((resolve, reject) => {
      const results: unknown[] = Array.from({ length: inputs.length })
      let next = 0
      let left = inputs.length
      const hand = (lane: Lane): void => {
        if (next >= inputs.length) return
        const at = next
        next += chunk
        lane.post({ at, inputs: inputs.slice(at, next) })
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
export function answerTo({ at, inputs }: Question, call: (input: unknown) => unknown): Answer {
  const results: unknown[] = []
  for (const input of inputs) results.push(call(input))
  return { at, results }
}
