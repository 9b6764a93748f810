/** The words for modes, workers and small numbers, the same in every place. */
import type { CaseId } from '../model.ts'
import { traits } from '../modes.ts'
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

/** How a case ran, as the end of "Running the three calls ...". */
export function manner({ mode, workers: asked }: CaseId): string {
  const { manner: how, workers } = traits(mode)
  return workers === null
    ? how
    : `${how} ${number(asked)} ${asked === 1 ? workers.one : workers.many}`
}
