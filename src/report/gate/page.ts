/** A gate run as a page: the comment, the job summary and the file are all this. */
import { code, join, say, type Inline } from '../inline.ts'
import { folded, list, paragraph, type Block, type Section } from '../view.ts'
import type { Result } from '../../gate/model.ts'
import { explain } from '../../gate/reasons.ts'
import { type GateReport } from './model.ts'
import { noiseSection } from './noise.ts'
import { benchmarkName, resultsTable } from './tables.ts'
import { change, percent } from './words.ts'

/** From the most urgent. */
const ORDER = [
  'regressions',
  'failed',
  'acknowledged',
  'improvements',
  'inconclusive',
  'fresh',
  'removed',
] as const

const WORDS: Record<(typeof ORDER)[number] | 'unchanged', [one: string, many: string]> = {
  regressions: ['regression', 'regressions'],
  failed: ['failed', 'failed'],
  acknowledged: ['acknowledged regression', 'acknowledged regressions'],
  improvements: ['improvement', 'improvements'],
  inconclusive: ['inconclusive', 'inconclusive'],
  fresh: ['new', 'new'],
  removed: ['removed', 'removed'],
  unchanged: ['unchanged', 'unchanged'],
}

/** `1 regression, 2 improvements, 9 unchanged`. */
export function counts({ outcome }: GateReport): string {
  const parts = [...ORDER, 'unchanged' as const].flatMap((kind) => {
    const { length } = outcome[kind]
    return length === 0 ? [] : [`${length} ${WORDS[kind][length === 1 ? 0 : 1]}`]
  })
  return parts.length === 0 ? 'no benchmarks' : parts.join(', ')
}

export function gatePage(report: GateReport): Section {
  return {
    title: say`Benchmarks: ${counts(report)}`,
    blocks: [{ kind: 'answer', text: answer(report) }, sides(report), ...tables(report)],
    sections: [...remarks(report), rule(report), noiseSection(report), again(report)],
  }
}

/** What becomes of the job, one sentence. */
function answer({ outcome, decision }: GateReport): Inline {
  const { overall } = decision
  const all =
    overall === null
      ? []
      : say` Over all benchmarks the change is ${change(overall)} (geometric mean).`
  return say`${ENDINGS[outcome.exitCode]}${all}`
}

const ENDINGS: Record<GateReport['outcome']['exitCode'], string> = {
  0: 'No regression.',
  1: 'The head is slower than the base.',
  3: 'A benchmark failed on the head.',
  4: 'Not everything could be decided, and the gate is strict.',
}

function sides({ base, head }: GateReport): Block {
  const short = (commit: string): string => commit.slice(0, 10)
  const place = head.branch === null ? say`the head` : say`${code(head.branch)}`
  const at = head.commit === null ? [] : say` at ${code(short(head.commit))}`
  const dirty = head.dirty ? ' with uncommitted changes' : ''
  return paragraph(
    say`Base is ${code(base.ref)} at ${code(short(base.commit))}; head is ${place}${at}${dirty}.`,
  )
}

function tables(report: GateReport): Block[] {
  const { outcome } = report
  const byId = new Map(report.decision.results.map((result) => [result.id, result]))
  const results = (ids: readonly string[]): Result[] => ids.flatMap((id) => byId.get(id) ?? [])
  const changed = results(ORDER.flatMap((kind) => outcome[kind]))
  const sure = results(outcome.unchanged).filter(isSure)
  const rest = results(outcome.unchanged).filter((result) => !isSure(result))
  const first = [...changed, ...sure]
  return [
    ...(first.length === 0 ? [] : [resultsTable(report, first)]),
    ...(rest.length === 0
      ? []
      : folded(true, say`${String(rest.length)} unchanged`, [resultsTable(report, rest)])),
  ]
}

/** A change within the margin that is sure all the same is worth a line. */
const isSure = (result: Result): boolean => result.state === 'judged' && result.sure !== null

/** Reasons, errors, and results that differ. */
function remarks(report: GateReport): Section[] {
  const items = [
    ...report.decision.results.flatMap(remark),
    ...report.differing.map(
      (id) => say`${benchmarkName(id)} returned different results on base and head: it may not
        do the same work.`,
    ),
    ...(report.stopped
      ? [
          say`The budget ran out before all planned blocks were measured; raise ${code('--budget')}.`,
        ]
      : []),
  ]
  return items.length === 0 ? [] : [{ title: say`Remarks`, blocks: [list(items)], sections: [] }]
}

function remark(result: Result): Inline[] {
  const name = benchmarkName(result.id)
  if (result.state === 'judged') {
    if (result.reasons.length === 0) return []
    const reasons = join(
      result.reasons.map((reason) => say`${explain(reason)}`),
      '; ',
    )
    return [say`${name}: ${reasons}.`]
  }
  if (result.state === 'removed') return []
  const error = result.error === null ? [] : say` ${code(result.error, 300)}`
  if (result.state === 'failed') return [say`${name} failed on head:${error}`]
  return result.error === null ? [] : [say`${name} failed on base:${error}`]
}

function rule({ decision }: GateReport): Section {
  const { margin, alpha, screen, confidence } = decision.rules
  return {
    title: say`The rule`,
    blocks: [
      paragraph(say`Base and head ran side by side in fresh processes and took turns, block by block;
        ${String(screen.blocks)} blocks showed which benchmarks may have changed, and new blocks decided on
        those. A slowdown of more than ${percent(margin)} fails the job if an exact signed-rank test is
        sure of it, with a chance of at most ${percent(alpha)} for any false alarm in the whole job; brackets
        give the ${percent(confidence)} interval, and the last column is the smallest slowdown that this
        run would probably have failed on.`),
    ],
    sections: [],
  }
}

function again({ command, environment, took, startup }: GateReport): Section {
  const seconds = (ms: number): string => `${Math.round(ms / 1000)} s`
  return {
    title: say`How to run it again`,
    blocks: [
      { kind: 'code', language: 'sh', lines: [command] },
      paragraph(say`Measured in ${seconds(took)}, of which each block's start took ${seconds(startup)}, on
        ${environment.cpu} with ${String(environment.cores)} cores, Node ${environment.node}, Vitest
        ${environment.vitest}. All data are in gate.json beside this page.`),
    ],
    sections: [],
  }
}
