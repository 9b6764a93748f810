/** A few lines per comparison for the terminal. */
import type { Comparison, Report } from '../model.ts'
import { answer } from './answer.ts'
import { limitsOf, whyNotMore } from './cause.ts'
import { clean } from './escape.ts'
import { percentEstimate, ratio } from './format.ts'
import { code, plain, say, type Inline } from './inline.ts'
import { groupAnswer } from './sections/benches.ts'
import { attainedOf } from './sections/attained.ts'
import { rivals, verdict } from './verdict.ts'
import { cutTo, wrap } from './wrap.ts'
import { isPool } from './words.ts'

export interface SummaryOptions {
  /** Path of the report, as it is to be shown. */
  path: string
  /** Columns of the terminal; default 80. */
  width?: number
  /** Whether to colour; default no. */
  colour?: boolean
}

interface Line {
  /** First words, aligned: `attained`. */
  head: string
  text: string
}

type Paint = (text: string) => string

const ESC = '\u001b['
const bold: Paint = (text) => `${ESC}1m${text}${ESC}22m`
const dim: Paint = (text) => `${ESC}2m${text}${ESC}22m`
const same: Paint = (text) => text

const HEADS = 10
const INDENT = 2
/** Narrower than this the heads get lines of their own. */
const NARROW = 40

const line = (head: string, text: Inline): Line => ({ head, text: plain(text) })

function attained(comparison: Comparison): Line[] {
  const outcome = verdict(comparison)
  if (!('best' in outcome)) return []
  const { best } = outcome
  const share = attainedOf(best)
  const limit = limitsOf(comparison, best)
  if (share === null || limit === null || !isPool(best)) return []
  const bound = say`${percentEstimate(share)} of the bound ${ratio(best.bound)}`
  return [line('attained', bound), line('why', whyNotMore(comparison, best))]
}

function others(comparison: Comparison): Line[] {
  const names = rivals(comparison).map((case_) => case_.label)
  return names.length === 0
    ? []
    : [line('rivals', say`not told from it by this run: ${code(names.join(', '))}`)]
}

function written({ head, text }: Line, width: number, paint: Paint): string[] {
  const apart = width < NARROW
  const indent = ' '.repeat(apart ? INDENT : INDENT + HEADS)
  const wrapped = wrap(text, Math.max(1, width - indent.length)).map((part) => indent + part)
  if (apart) return [' '.repeat(INDENT) + paint(cutTo(head, width - INDENT)), ...wrapped]
  const [first = '', ...rest] = wrapped
  return [' '.repeat(INDENT) + paint(head.padEnd(HEADS)) + first.slice(indent.length), ...rest]
}

function entry(name: string, lines: readonly Line[], options: SummaryOptions): string[] {
  const width = Math.max(8, options.width ?? 80)
  const [strong, faint] = options.colour === true ? [bold, dim] : [same, same]
  return [
    strong(cutTo(clean(name), width)),
    ...lines.flatMap((each) => written(each, width, faint)),
  ]
}

/** The lines of a whole report, a group of lines for each comparison and each group of functions. */
export function summary(report: Report, options: SummaryOptions): string[] {
  const path = { head: 'report', text: clean(options.path) }
  const comparisons = report.comparisons.map((each) => ({
    name: each.name,
    lines: [line('answer', answer(each)), ...attained(each), ...others(each)],
  }))
  const benches = report.benches.map((each) => ({
    name: each.name,
    lines: [line('answer', groupAnswer(each))],
  }))
  return [...comparisons, ...benches]
    .map(({ name, lines }) => entry(name, lines.concat(path), options).join('\n'))
    .join('\n\n')
    .split('\n')
}
