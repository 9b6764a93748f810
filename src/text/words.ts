/** The words for modes, workers and small numbers, the same in every place. */
import type { CaseId, Mode } from '../model.ts'
import { count } from './format.ts'

const NUMBERS = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
]

/** Small whole numbers in words. */
export const number = (value: number): string => NUMBERS[value] ?? count(value)

/** `one round`, `two rounds`. */
export const plural = (value: number, noun: string): string =>
  `${number(value)} ${noun}${value === 1 ? '' : 's'}`

/** `three of eight rounds`, `the only round`. */
export const partOf = (some: number, all: number, noun: string): string =>
  all === 1 && some === 1 ? `the only ${noun}` : `${number(some)} of ${plural(all, noun)}`

/** Text of others with a full stop at its end. */
export const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)

/** What a mode does, for readers who meet it for the first time. */
export const MEANING: Record<Mode, string> = {
  serial: 'one call after another, on the main thread',
  concurrent: 'all calls in turns on one event loop, still on the main thread',
  threads: 'a pool of worker threads inside one process; inputs and results are copied',
  processes: 'a pool of child processes that share no memory; inputs and results are sent as bytes',
}

/** How a case ran, as the end of "Running the three calls ...". */
export function manner(case_: CaseId): string {
  switch (case_.mode) {
    case 'serial':
      return 'one after another'
    case 'concurrent':
      return 'concurrently on one event loop'
    case 'threads':
      return `on ${plural(case_.workers, 'worker thread')}`
    case 'processes':
      return case_.workers === 1
        ? 'on one child process'
        : `on ${number(case_.workers)} child processes`
  }
}

/** Modes whose tasks run on workers of their own. */
export const isPool = (case_: CaseId): boolean =>
  case_.mode === 'threads' || case_.mode === 'processes'
