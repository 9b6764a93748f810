/**
 * The timeline and the speedup of a comparison as Mermaid, for places that show no picture files.
 *
 * Mermaid's grammars know no escape that all of its charts share, and their lexers take keywords,
 * `%%`, `#`, `:` and `;` wherever they stand. So user text keeps letters, digits and a few harmless
 * signs only, and never begins a line.
 */
import { taskRuns } from '../explain/runs.ts'
import type { TaskRun } from '../explain/runs.ts'
import type { CaseResult, Comparison } from '../model.ts'
import { clean } from '../text/escape.ts'
import { limitsOf } from './cause-text.ts'
import type { PageBlock } from '../text/view.ts'
import { isPool } from '../modes.ts'
import { plural } from '../text/words.ts'

/** Room for an input on a bar, and for the name of a mode. */
const NAME = 24
/** With more calls on a lane, neighbours share a bar. */
const BARS = 12
/** More workers than this are not drawn. */
const LANES = 16
/** Mermaid's gantt counts in ms and labels in seconds: a bar of one unit is drawn as a second. */
const SECOND = 1000

const UNITS = [
  { name: 'seconds', size: 1000 },
  { name: 'ms', size: 1 },
  { name: 'µs', size: 1e-3 },
] as const

/** Text that no grammar of Mermaid takes for anything else. */
export function escapeMermaid(text: string): string {
  const harmless = clean(text, NAME).replace(/[^\p{L}\p{N} .,_()…-]+/gu, ' ')
  return harmless.replace(/-{2,}/g, '-').replace(/ +/g, ' ').trim() || 'unnamed'
}

interface Bar {
  name: string
  start: number
  end: number
}

const chart = (lines: string[]): PageBlock => ({ kind: 'code', language: 'mermaid', lines })

/** One bar for each call, or for several neighbours where there are many. */
function barsOf(runs: readonly TaskRun[], names: ReadonlyMap<number, string>): Bar[] {
  const sorted = runs.toSorted((a, b) => a.started - b.started)
  const together = Math.ceil(sorted.length / BARS)
  const bars: Bar[] = []
  for (let from = 0; from < sorted.length; from += together) {
    const group = sorted.slice(from, from + together)
    const start = Math.min(...group.map(({ started }) => started))
    const end = Math.max(...group.map(({ ended }) => ended))
    const name = group.length === 1 ? `input ${names.get(group[0]?.index ?? -1) ?? ''}` : null
    bars.push({ name: name ?? plural(group.length, 'input'), start, end })
  }
  return bars
}

/** A bar is drawn at least one unit of the chart wide, or Mermaid would not show it. */
function barLine({ name, start, end }: Bar, id: string, scale: number): string {
  const from = Math.max(0, Math.round(start * scale))
  const width = Math.max(1, Math.round((end - start) * scale))
  return `    ${name} :${id}, ${from}, ${width}ms`
}

function lanesOf(case_: CaseResult): [number, TaskRun[]][] {
  return [...Map.groupBy(taskRuns(case_), ({ trip }) => trip.lane)]
    .toSorted(([one], [other]) => one - other)
    .slice(0, LANES)
}

function caseLines(
  case_: CaseResult,
  place: number,
  names: ReadonlyMap<number, string>,
  scale: number,
): string[] {
  const label = escapeMermaid(case_.label)
  return lanesOf(case_).flatMap(([lane, runs]) => {
    const head = `    section ${isPool(case_) ? `${label}, worker ${lane + 1}` : label}`
    const bars = barsOf(runs, names)
    return [head].concat(bars.map((bar, at) => barLine(bar, `c${place}l${lane}b${at}`, scale)))
  })
}

function boundLines(comparison: Comparison, scale: number): string[] {
  const pool = comparison.cases.findLast(isPool)
  const limit = pool === undefined ? null : limitsOf(comparison, pool)
  if (limit === null) return []
  const at = Math.round(limit.least * scale)
  return ['    section bound', `    no pool is done earlier :milestone, bound, ${at}, 0ms`]
}

/** A gantt: a section for each lane of each case; null where nothing was traced. */
export function mermaidTimeline(comparison: Comparison): PageBlock | null {
  const cases = comparison.cases.filter(({ trips }) => trips.length > 0)
  const most = Math.max(0, ...cases.flatMap(({ trips }) => trips.map(({ ended }) => ended)))
  if (most <= 0) return null
  const unit = UNITS.find(({ size }) => most >= size) ?? UNITS[2]
  const scale = SECOND / unit.size
  const names = new Map(comparison.tasks.map(({ index, input }) => [index, escapeMermaid(input)]))
  return chart([
    '---',
    'displayMode: compact',
    '---',
    'gantt',
    `    title Who ran what and when, in ${unit.name}`,
    '    dateFormat x',
    '    axisFormat %s',
    '    todayMarker off',
    ...cases.flatMap((case_, place) => caseLines(case_, place, names, scale)),
    ...boundLines(comparison, scale),
  ])
}

/** Decimals without an exponent, which the grammar does not know. */
const figure = (value: number): string => value.toFixed(value < 0.1 ? 4 : 2)

/** Bars of the speedups and the bounds as a line; null where there is no speedup. */
export function mermaidSpeedup(comparison: Comparison): PageBlock | null {
  const cases = comparison.cases.filter(
    ({ mode, speedup }) => mode === 'serial' || speedup !== null,
  )
  if (!cases.some(({ speedup }) => speedup !== null)) return null
  const values = cases.map(({ speedup }) => speedup?.value ?? 1)
  const bounds = cases.map(({ mode, bound }) => (mode === 'serial' ? 1 : bound))
  const top = Math.max(...values, ...bounds) * 1.1
  return chart([
    'xychart-beta',
    '    title "Speedup over serial; line: the bound"',
    `    x-axis [${cases.map(({ label }) => `"${escapeMermaid(label)}"`).join(', ')}]`,
    `    y-axis "times as fast" 0 --> ${figure(top)}`,
    `    bar [${values.map(figure).join(', ')}]`,
    `    line [${bounds.map(figure).join(', ')}]`,
  ])
}

/** Both charts, as far as there is something to draw. */
export function mermaidCharts(comparison: Comparison): PageBlock[] {
  const found = [mermaidTimeline(comparison), mermaidSpeedup(comparison)]
  return found.filter((block) => block !== null)
}
