/** A few lines per comparison for the terminal. */
import { causeOf } from '../explain/cause.ts'
import type { CaseResult, Claim, Comparison, Report } from '../model.ts'
import { answer, NO_ROOM } from './answer.ts'
import { boundApplies, causeText, whyNotMore } from './cause-text.ts'
import { clean } from '../text/escape.ts'
import { percentEstimate, ratio } from '../text/format.ts'
import { plain, say, type Inline } from '../text/inline.ts'
import { chosen, recommendationWords } from './recommendation.ts'
import { entriesOf, isRepeated, repeatedAnswer, standIn, type Entry } from './repeated.ts'
import { groupAnswer } from './sections/benches-section.ts'
import { attainedOf } from './sections/attained.ts'
import { claimLine } from './sections/claims-section.ts'
import { rivals, verdict } from '../explain/verdict.ts'
import { cutTo, wrap } from '../text/wrap.ts'
import { isPool } from '../modes.ts'

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

const WIDTH = 80
const HEADS = 10
const INDENT = 2
/** Narrower than this the heads get lines of their own. */
const NARROW = 40

const line = (head: string, text: Inline): Line => ({ head, text: plain(text) })

/** The attained share of the bound, where there is one. */
function attained(comparison: Comparison, best: CaseResult): Line[] {
  const share = attainedOf(best)
  const empty = !isPool(best) && best.bound < NO_ROOM
  if (share === null || empty || !boundApplies(comparison, best)) return []
  const bound = say`${percentEstimate(share)} of the bound ${ratio(best.bound)}`
  return [line('attained', bound)]
}

/** What decided; where the tasks did, how much of their bound was reached as well. */
function why(comparison: Comparison, best: CaseResult): Line[] {
  const cause = causeOf(comparison)
  const text = cause === null ? null : causeText(cause)
  const limited = cause === null || cause.kind === 'longest' || cause.kind === 'pair'
  if (text !== null && !limited) return [line('why', say`${text}.`)]
  return isPool(best) ? [line('why', whyNotMore(comparison, best))] : []
}

function advice(comparison: Comparison): Line[] {
  const { kind } = verdict(comparison)
  if (kind === 'serial-alone' || kind === 'nothing') return []
  const best = chosen(comparison)
  const others = rivals(comparison)
  const alike = others.length === 0 || best === null ? [] : say`, the lightest of those as good`
  return [line('use', say`${recommendationWords(comparison)}${alike}`)]
}

/** The answer's own line, then what it means for a program, and why. */
function comparisonLines(comparison: Comparison, told: Inline): Line[] {
  const outcome = verdict(comparison)
  const explained =
    'best' in outcome
      ? [...attained(comparison, outcome.best), ...why(comparison, outcome.best)]
      : []
  return [line('answer', told), ...advice(comparison), ...explained]
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
  const width = Math.max(8, options.width ?? WIDTH)
  const [strong, faint] = options.colour === true ? [bold, dim] : [same, same]
  return [
    strong(cutTo(clean(name), width)),
    ...lines.flatMap((each) => written(each, width, faint)),
  ]
}

/** One line, whatever the statement's length. */
function claimEntry(claim: Claim, width: number): Line {
  const head = cutTo(clean(`claim ${claim.id}`), HEADS - 1)
  return { head, text: cutTo(plain(claimLine(claim)), Math.max(1, width - INDENT - HEADS)) }
}

function comparedGroup(compared: Entry): { name: string; lines: Line[] } {
  const comparison = isRepeated(compared) ? standIn(compared) : compared
  const told = isRepeated(compared) ? repeatedAnswer(compared) : answer(compared)
  return { name: comparison.name, lines: comparisonLines(comparison, told) }
}

/** The lines of a whole report: a group for each of its entries, and the path at the end. */
export function summary(report: Report, options: SummaryOptions): string[] {
  const { claims, comparisons, benches, omitted = [] } = report
  const tested = claims.map((claim) => claimEntry(claim, options.width ?? WIDTH))
  const groups = [
    ...(claims.length === 0 ? [] : [{ name: 'claims', lines: tested }]),
    ...entriesOf(comparisons).map(comparedGroup),
    ...benches.map((each) => ({ name: each.name, lines: [line('answer', groupAnswer(each))] })),
    ...omitted.map(({ name, reason }) => ({ name, lines: [line('omitted', say`${reason}`)] })),
  ]
  const path = { head: 'report', text: clean(options.path) }
  const last = groups.pop() ?? { name: report.file, lines: [] }
  return [...groups, { ...last, lines: [...last.lines, path] }]
    .map(({ name, lines }) => entry(name, lines, options).join('\n'))
    .join('\n\n')
    .split('\n')
}
