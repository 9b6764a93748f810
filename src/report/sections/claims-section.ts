/** Statements put to the test: the verdicts at a glance, then each with its evidence. */
import type { Claim, Evidence, FactTable, Report } from '../../model.ts'
import { clean } from '../../text/escape.ts'
import { bytes, count, durationEstimate, ratioEstimate } from '../../text/format.ts'
import { code, join, listed, say, type Inline } from '../../text/inline.ts'
import {
  paragraph,
  picturesOf,
  table,
  type PageBlock,
  type PictureRef,
  type Section,
} from '../../text/view.ts'
import { number, plural, sentence } from '../../text/words.ts'
import { faultBlocks } from './faults-section.ts'
import { payloadBlocks } from './payloads-section.ts'

/** Room for a fact in a cell. */
const CELL = 600

/** Text that is not cut; what is between backticks is code. */
const prose = (text: string): Inline =>
  text.split('`').map((part, index, all) => {
    const closed = index < all.length - 1
    return index % 2 === 1 && closed ? code(part, CELL) : part
  })

type Verdict = Claim['verdict']
type Fact = FactTable['rows'][number][number]

const PLURAL: Record<Verdict, string> = {
  holds: 'hold',
  'holds in part': 'hold in part',
  'does not hold': 'do not hold',
  'not decided': 'are not decided',
}

/** How many claims got which verdict, one sentence. */
export function claimsAnswer(claims: readonly Claim[]): Inline {
  const counts = Object.keys(PLURAL).flatMap((verdict) => {
    const found = claims.filter((claim) => claim.verdict === verdict).length
    const verb = found === 1 ? verdict.replace('not decided', 'is not decided') : null
    return found === 0 ? [] : [say`${number(found)} ${verb ?? PLURAL[verdict as Verdict]}`]
  })
  return say`Of ${plural(claims.length, 'claim')}, ${listed(counts)}.`
}

/** One row for each claim. */
export function claimsOverview(claims: readonly Claim[]): PageBlock {
  return table(
    [say`claim`, say`statement`, say`verdict`],
    [],
    claims.map((claim) => [say`${claim.id}`, say`${claim.statement}`, [{ strong: claim.verdict }]]),
  )
}

function fact(value: Fact | undefined): Inline {
  if (value === undefined) return ['']
  if (typeof value === 'string') return prose(clean(value, CELL))
  const { estimate, unit } = value
  switch (unit) {
    case 'ms':
      return [durationEstimate(estimate)]
    case 'ratio':
      return [ratioEstimate(estimate)]
    case 'count':
    case 'bytes':
      return [unit === 'bytes' ? counted(estimate, bytes) : counted(estimate, count)]
  }
}

type Estimated = Exclude<Fact, string>['estimate']

/** Counts need no decimals; one that was counted once is exact and needs no reason either. */
function counted({ value, interval, note, n }: Estimated, text: (value: number) => string): string {
  if (interval !== null) return `${text(value)} [${text(interval.low)}, ${text(interval.high)}]`
  return n <= 1 || note === null ? text(value) : `${text(value)} (${note})`
}

/** A column is one of figures when all its cells that are filled are. */
function figureColumns({ columns, rows }: FactTable): number[] {
  return columns.flatMap((_, index) => {
    const cells = rows.flatMap((row) => row[index] ?? [])
    return cells.length > 0 && cells.every((cell) => typeof cell !== 'string') ? [index] : []
  })
}

/** Rows of unequal length are filled up, so that no cell is lost. */
function factBlocks(facts: FactTable): PageBlock[] {
  const width = Math.max(facts.columns.length, ...facts.rows.map((row) => row.length))
  const places = Array.from({ length: width }, (_, index) => index)
  return [
    table(
      places.map((place) => say`${facts.columns[place] ?? ''}`),
      figureColumns(facts),
      facts.rows.map((row) => places.map((place) => fact(row[place]))),
    ),
  ]
}

function evidenceBlocks(evidence: Evidence): PageBlock[] {
  switch (evidence.kind) {
    case 'facts':
      return factBlocks(evidence)
    case 'faults':
      return faultBlocks(evidence)
    case 'payloads':
      return payloadBlocks(evidence)
  }
}

const CAPTIONS = {
  faults: say`What survives each fault, in each mode.`,
  payloads: say`Time there and back by size of the payload; both axes are logarithmic.`,
}

/** A picture belongs above the first evidence of its kind. */
function evidenceSections(claim: Claim, pictures: readonly PictureRef[]): Section[] {
  const seen = new Set<Evidence['kind']>()
  return claim.evidence.map((evidence) => {
    const { kind } = evidence
    const first = kind !== 'facts' && !seen.has(kind)
    seen.add(kind)
    const above = first ? picturesOf(pictures, kind, CAPTIONS[kind]) : []
    return {
      title: say`${evidence.title}`,
      blocks: [...above, ...evidenceBlocks(evidence)],
      sections: [],
    }
  })
}

/** One claim: the statement, the verdict, why, and what was measured for it. */
function claimSection(claim: Claim, pictures: readonly PictureRef[]): Section {
  const own = Object.keys(CAPTIONS)
  const others = pictures.filter(({ kind }) => !own.includes(kind))
  return {
    title: say`Claim ${claim.id}: ${claim.verdict}`,
    blocks: [
      paragraph([{ strong: 'Statement:' }, ' ', ...prose(sentence(claim.statement))]),
      paragraph([{ strong: 'Verdict:' }, ` ${claim.verdict}. `, ...prose(claim.because)]),
      ...others.flatMap((each) => picturesOf([each], each.kind, say`${each.title}`)),
    ],
    sections: evidenceSections(claim, pictures),
  }
}

/** All claims of a report. */
export const claimSections = (report: Report, pictures: readonly PictureRef[]): Section[] =>
  report.claims.map((claim, index) =>
    claimSection(
      claim,
      pictures.filter((picture) => picture.claim === index),
    ),
  )

/** For places with little room: the number and what became of it. */
export const claimLine = (claim: Claim): Inline =>
  join([say`${{ strong: claim.verdict }}`, say`${claim.statement}`], ': ')
