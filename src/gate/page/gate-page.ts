/** A gate run as a page: the comment, the job summary and the file are all this. */
import { code, listed, say, type Inline } from '../../text/inline.ts'
import { folded, list, paragraph, type PageBlock, type Section } from '../../text/view.ts'
import type { CallTime } from '../model/facts.ts'
import type { GateReport } from '../model/record.ts'
import { STORED_GATE_SCHEMA } from '../model/stored-record.ts'
import type { AnyGateReport } from '../model/stored-record.ts'
import type { Judged, Result } from '../model/verdicts.ts'
import { blockByBlock } from './block-by-block.ts'
import { explain } from './reasons.ts'
import { noiseSection } from './noise.ts'
import { ordered, URGENCY } from './urgency.ts'
import { benchmarkName, overallRow, resultsTable } from './tables.ts'
import { number } from '../../text/words.ts'
import { budgetText, change, isUnbuilt, whyNot, type WhyNot } from './figure-text.ts'
import { exactPercent } from '../../text/format.ts'

const WORDS: Record<(typeof URGENCY)[number] | 'unchanged', [one: string, many: string]> = {
  regressions: ['regression', 'regressions'],
  failed: ['failed', 'failed'],
  acknowledged: ['acknowledged', 'acknowledged'],
  improvements: ['improvement', 'improvements'],
  inconclusive: ['inconclusive', 'inconclusive'],
  fresh: ['new', 'new'],
  removed: ['removed', 'removed'],
  uncompared: ['not compared', 'not compared'],
  unchanged: ['unchanged', 'unchanged'],
}

/** `compared 11 of 12`: of the benchmarks that base has. */
export function comparedOf({ outcome }: AnyGateReport): string {
  const { count, of } = outcome.compared
  return of === 0 ? 'nothing to compare' : `compared ${count} of ${of}`
}

/** `1 regression, 2 improvements, 9 unchanged`. */
export function counts({ outcome }: AnyGateReport): string {
  const parts = [...URGENCY, 'unchanged' as const].flatMap((kind) => {
    const { length } = outcome[kind]
    return length === 0 ? [] : [`${length} ${WORDS[kind][length === 1 ? 0 : 1]}`]
  })
  return parts.length === 0 ? 'no benchmarks' : parts.join(', ')
}

/** What lies beside the page; nothing where the page goes to a place that shows no files. */
export interface PageFiles {
  /** `alt` is plain text. */
  picture: { file: string; alt: string } | null
}

export const NO_FILES: PageFiles = { picture: null }

export function gatePage(report: GateReport, files: PageFiles = NO_FILES): Section {
  const { overall } = report.decision
  return {
    title: [`Benchmarks: ${comparedOf(report)}: `, ...say`${counts(report)}`],
    blocks: [
      { kind: 'answer', text: answer(report) },
      sides(report),
      ...adopted(report),
      ...tables(report, overall === null ? [] : [overallRow(overall)]),
      ...pictureBlocks(files),
    ],
    sections: [
      ...remarks(report),
      ...blocksSection(report),
      rule(report),
      noiseSection(report),
      again(report),
    ],
  }
}

/** Of so many benchmarks the blocks are on the page; the terminal shows those of any. */
const MOST = 10

/** The blocks of what needs a look, folded. */
function blocksSection(report: GateReport): Section[] {
  const shown = ordered(report)
    .first.filter((result) => result.state === 'judged' && result.change !== null)
    .slice(0, MOST) as Judged[]
  if (shown.length === 0) return []
  return [
    {
      title: say`PageBlock by block`,
      blocks: [
        paragraph(say`How many blocks gave which change, where no change (|) and the margin (:) are, and the
          interval. ${code('npx lanemark gate --explain NAME')} shows the same of any benchmark of the last run.`),
        ...shown.map((result): PageBlock => ({
          kind: 'details',
          summary: benchmarkName(result.id),
          blocks: [{ kind: 'code', language: 'text', lines: blockByBlock(report, result) }],
        })),
      ],
      sections: [],
    },
  ]
}

export function pictureBlocks({ picture }: PageFiles): PageBlock[] {
  return picture === null ? [] : [{ kind: 'picture', file: picture.file, alt: picture.alt }]
}

/** What becomes of the job, one sentence. */
function answer({ outcome, decision }: GateReport): Inline {
  const { overall } = decision
  const all =
    overall === null
      ? []
      : say` Over all measured times the change is ${change(overall)} (geometric mean, from stage 1).`
  return say`${ending(outcome)}${all}`
}

/** How the job ends, one sentence. */
export function ending({
  exitCode,
  acknowledged,
  inconclusive,
  compared,
}: GateReport['outcome']): string {
  if (compared.count === 0 && exitCode === 5) return 'Nothing was compared.'
  if (exitCode !== 0) return ENDINGS[exitCode]
  const isKnown = acknowledged.length > 0 || compared.count < compared.of
  const known = isKnown ? ' beyond what was acknowledged' : ''
  if (inconclusive.length === 0) return `No regression${known}.`
  return `No regression${known} was found, but not everything could be decided.`
}

const ENDINGS: Record<Exclude<GateReport['outcome']['exitCode'], 0>, string> = {
  1: 'The head is slower than the base.',
  3: 'A benchmark failed on the head.',
  4: 'Not everything could be decided, and the gate is strict.',
  5: 'Not everything that the base has was compared.',
}

const short = (commit: string): string => commit.slice(0, 10)

/** Which version head is. */
export function headText(head: GateReport['head']): Inline {
  const place = head.branch === null ? say`the head` : say`${code(head.branch)}`
  const at = head.commit === null ? [] : say` at ${code(short(head.commit))}`
  return say`${place}${at}${head.dirty ? ' with uncommitted changes' : ''}`
}

function sides({ base, head }: GateReport): PageBlock {
  return paragraph(
    say`Base is ${code(base.ref)} at ${code(short(base.commit))}; head is ${headText(head)}.`,
  )
}

/** That base ran with more of head's than its bench files. */
function adopted({ adoption }: GateReport): PageBlock[] {
  if (adoption === null) return []
  const { vitest, lanemark } = adoption
  const version = vitest === null ? say`no Vitest` : say`Vitest ${code(vitest)}`
  const without = lanemark ? [] : say` and no lanemark`
  return [
    paragraph(say`Base has ${version}${without}, so it could not be measured by itself: its sources ran with head's
      packages, bench files and configuration. What the changed packages do is not seen in this run; from
      the next change on each side has its own.`),
  ]
}

/** @param last rows about all benchmarks, for the end of the first table */
export function tables(report: AnyGateReport, last: readonly Inline[][] = []): PageBlock[] {
  const { first, rest } = ordered(report)
  const fold = say`${String(rest.length)} unchanged`
  if (first.length === 0) {
    return rest.length === 0 ? [] : folded(true, fold, [resultsTable(report, rest, last)])
  }
  const table = resultsTable(report, first, last)
  return rest.length === 0 ? [table] : [table, ...folded(true, fold, [resultsTable(report, rest)])]
}

/** Reasons, errors, and results that differ. */
export function remarks(report: AnyGateReport): Section[] {
  const items = [
    ...report.decision.results.flatMap(remark),
    ...reasons(report),
    ...missing(report),
    ...(setupHint(report) ?? []),
    ...benchFiles(report),
    ...otherCallTimes(report),
    ...report.differing.map(
      (id) => say`${benchmarkName(id)} returned different results on base and head: it may not
        do the same work.`,
    ),
    ...(report.needed === null
      ? []
      : [
          say`The time did not suffice for all blocks; with ${code(`--budget=${budgetText(report.needed)}`)}
            it should.`,
        ]),
  ]
  return items.length === 0 ? [] : [{ title: say`Remarks`, blocks: [list(items)], sections: [] }]
}

/** What to do about those of base that were not compared. */
function missing({ outcome }: AnyGateReport): Inline[] {
  const gone = [...outcome.removed, ...outcome.uncompared].filter((id) =>
    outcome.missing.includes(id),
  )
  if (gone.length === 0) return []
  return [
    say`What base has and head does not, or cannot be compared with, is let pass with ${code('--acknowledge')}
      and its name.`,
  ]
}

/** Files that nobody finds may be built ones. */
function setupHint(report: AnyGateReport): Inline[] | null {
  if (!isUnbuilt(report)) return null
  return [
    say`Each side has only what git knows. Where benchmarks, or what they import, are built, say how:
      ${code('--setup "npm run build"')}.`,
  ]
}

/** Where base did not run head's bench files, or more than those came from head. */
function benchFiles(report: AnyGateReport): Inline[] {
  if (report.schema === STORED_GATE_SCHEMA) return []
  const { own, helpers } = report.benches
  const kept = own.map(({ file, error }) => {
    const why =
      error === null ? say` to go with another one` : say`: head's fails there, ${code(error, 300)}`
    return say`Base ran base's own ${code(file, 120)}${why}. Where the benchmarks themselves changed, so did their
      work.`
  })
  if (helpers.length === 0) return kept
  const names = listed(helpers.map((path) => [code(path, 120)]))
  return [
    ...kept,
    say`${names} changed and came from head on both sides, as bench files do: what is slower in there is not seen.
      Where it is under test, say so with ${code('--own')}.`,
  ]
}

const BY: Record<Exclude<CallTime, 'fastest'>, string> = {
  mean: 'By the mean call, which scattered less in stage 1 or was slower by more than the fastest one (as with garbage, or with a path that only some calls take)',
  least: 'By the fastest call of several slices, which scattered least in stage 1',
}

/** Whose figures are not those of each slice's fastest call. */
function otherCallTimes(report: AnyGateReport): Inline[] {
  if (report.schema === STORED_GATE_SCHEMA) return []
  return (['mean', 'least'] as const).flatMap((callTime) => {
    const own = report.entries.filter((entry) => entry.callTime === callTime)
    if (own.length === 0) return []
    return [say`${BY[callTime]}: ${listed(own.map(({ id }) => benchmarkName(id)))}.`]
  })
}

/** Why verdicts are what they are; what is the same for several benchmarks is said once. */
function reasons({ decision }: AnyGateReport): Inline[] {
  const told = decision.results.flatMap((result) =>
    result.state === 'judged' && result.reasons.length > 0
      ? [{ id: result.id, text: result.reasons.map(explain).join('; ') }]
      : [],
  )
  return [...Map.groupBy(told, ({ text }) => text)].map(
    ([text, own]) => say`${listed(own.map(({ id }) => benchmarkName(id)))}: ${text}.`,
  )
}

function remark(result: Result): Inline[] {
  const name = benchmarkName(result.id)
  const why = whyNot(result)
  return why === null
    ? []
    : [say`${name} ${why.what}${why.error === null ? '.' : ':'}${errorOf(why)}`]
}

const errorOf = ({ error }: WhyNot): Inline => (error === null ? [] : say` ${code(error, 300)}`)

function rule({ decision }: GateReport): Section {
  const { margin, alpha, screen, confidence } = decision.rules
  return {
    title: say`The rule`,
    blocks: [
      paragraph(say`Base and head ran side by side in fresh processes and took turns, block by block, every
        few milliseconds. First ${number(screen.blocks)} blocks showed which benchmarks may have changed, and by
        which call time each scatters least: that of a slice's fastest call, of its mean call, or of the
        fastest call of several slices. Then new blocks decided on those that may have changed; in some of them
        a second copy of base ran as well, and head is held against the mean of both. A slowdown of more than ${exactPercent(margin)} fails the job if an exact signed-rank test is
        sure of it, with a chance of at most ${exactPercent(alpha)} for any false alarm in the whole job; brackets
        give the ${exactPercent(confidence)} interval. Base is the median of its blocks, and head is
        base with the change on top. Behind a verdict stands the smallest slowdown that this run would
        probably have failed on.`),
    ],
    sections: [],
  }
}

export function again({ command, environment, took, startup }: AnyGateReport): Section {
  const seconds = (ms: number): string => `${Math.round(ms / 1000)} s`
  return {
    title: say`How to run it again`,
    blocks: [
      { kind: 'code', language: 'sh', lines: [command] },
      paragraph(say`Measured in ${seconds(took)} (starting a block's processes takes ${seconds(startup)}), on
        ${environment.cpu} with ${String(environment.cores)} cores, Node ${environment.node}, Vitest
        ${environment.vitest}. All data are in the file gate.json.`),
    ],
    sections: [],
  }
}
