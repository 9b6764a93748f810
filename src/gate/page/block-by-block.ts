/** One benchmark's blocks as a small chart of signs, and in words why its verdict is what it is. */
import { changes, countBlocks } from '../decide/blocks.ts'
import { logMargin } from '../decide/rules.ts'
import { screen } from '../decide/screen.ts'
import type { BlockWord, CallTime, Entry } from '../model/facts.ts'
import type { Group } from '../model/plans.ts'
import type { GateReport } from '../model/record.ts'
import type { Judged } from '../model/verdicts.ts'
import { spread } from '../../stats/sample-size.ts'
import { exactPercent } from '../../text/format.ts'
import { change, changeAlone, pValue, verdictText } from './figure-text.ts'
import { explain } from './reasons.ts'

/** Signs of the chart's width, and of the names before it. */
const WIDTH = 61
const NAMES = 10

interface Scale {
  low: number
  high: number
}

const BY: Record<CallTime, string> = {
  fastest: 'the fastest call of each slice',
  mean: 'the mean call',
  least: 'the fastest call of several slices',
}

const GROUPS: Record<Group, string> = {
  slower: 'slower, so it went on',
  unresolved: 'open, for its interval reaches the margin or there is none, so it went on',
  faster: 'faster, so it went on',
  settled: 'settled: unchanged',
}

/** @returns lines for a terminal or a code block; the id's own name is not among them */
export function blockByBlock(report: GateReport, result: Judged): string[] {
  const entry = report.entries.find(({ id }) => id === result.id)
  if (entry === undefined) return []
  return [...chart(report, entry, result), '', ...reasonsOf(report, entry, result)]
}

function chart({ decision }: GateReport, entry: Entry, { change: found }: Judged): string[] {
  const margin = logMargin(decision.rules)
  const stages = [
    { name: 'stage 1', values: changes(entry.screen) },
    { name: 'stage 2', values: changes(entry.test ?? []) },
  ].filter(({ values }) => values.length > 0)
  const all = [0, margin, ...stages.flatMap(({ values }) => values)]
  const scale: Scale = { low: Math.min(...all), high: Math.max(...all) }
  const at = (value: number): number => placeOf(value, scale)
  const line = (name: string, signs: string): string =>
    `${name.padEnd(NAMES)}${marked(signs, at(0), at(margin))}`.trimEnd()
  const interval = found?.interval ?? null
  return [
    axis(scale, margin),
    ...stages.map(({ name, values }) => line(name, counts(values.map(at)))),
    ...(found === null || interval === null
      ? []
      : [
          line(
            'interval',
            bracket(
              at(Math.log(interval.low)),
              at(Math.log(found.value)),
              at(Math.log(interval.high)),
            ),
          ),
        ]),
  ]
}

function placeOf(value: number, { low, high }: Scale): number {
  const share = high === low ? 0.5 : (value - low) / (high - low)
  return Math.min(WIDTH - 1, Math.max(0, Math.round(share * (WIDTH - 1))))
}

/** How many blocks stand at each place; from ten on a plus. */
function counts(places: readonly number[]): string {
  return Array.from({ length: WIDTH }, (_, place) => {
    const count = places.filter((other) => other === place).length
    if (count === 0) return ' '
    return count < 10 ? String(count) : '+'
  }).join('')
}

const bracket = (low: number, middle: number, high: number): string =>
  Array.from({ length: WIDTH }, (_, place) => {
    if (place === middle) return 'x'
    if (place === low) return '['
    if (place === high) return ']'
    return place > low && place < high ? '-' : ' '
  }).join('')

/** The lines of no change and of the margin, where nothing else stands. */
function marked(signs: string, zero: number, margin: number): string {
  return Array.from({ length: WIDTH }, (_, place) => {
    const sign = signs.charAt(place)
    if (sign !== ' ') return sign
    if (place === zero) return '|'
    return place === margin ? ':' : ' '
  }).join('')
}

/** The ends, no change and the margin by name, as far as they do not run into each other. */
function axis(scale: Scale, margin: number): string {
  const names = [
    { at: placeOf(0, scale), text: '0' },
    { at: placeOf(margin, scale), text: `margin ${exactPercent(Math.expm1(margin))}` },
    { at: 0, text: changeAlone(Math.exp(scale.low)) },
    { at: WIDTH - 1, text: changeAlone(Math.exp(scale.high)) },
  ]
  const signs = Array.from({ length: WIDTH + 2 * NAMES }, () => ' ')
  for (const { at, text } of names) {
    const from = NAMES + at
    const room = signs.slice(Math.max(0, from - 1), from + text.length + 1)
    if (room.some((sign) => sign !== ' ')) continue
    for (let index = 0; index < text.length; index += 1) signs[from + index] = text.charAt(index)
  }
  return signs.join('').trimEnd()
}

function reasonsOf({ decision, settings }: GateReport, entry: Entry, result: Judged): string[] {
  const { rules } = decision
  const known = settings.acknowledged.includes(entry.id)
  const group = GROUPS[screen(entry, rules).group]
  return [
    `${verdictText(result, known)}${result.change === null ? '' : `, ${change(result.change)}`}`,
    `- Measured by ${BY[entry.callTime]}.`,
    ...stageText('Stage 1', entry.screen, `found it ${group}`),
    ...(entry.test === null ? [] : stageText('Stage 2', entry.test, 'decided')),
    ...(result.p === null
      ? []
      : [
          `- Above the margin of ${exactPercent(rules.margin)} with an adjusted p of ${pValue(result.p.regression)}, slower at all with ${pValue(result.p.slower)}; ${exactPercent(rules.alpha)} is needed.`,
        ]),
    ...result.reasons.map((reason) => `- It is so because ${explain(reason)}.`),
  ]
}

function stageText(name: string, blocks: readonly BlockWord[], what: string): string[] {
  if (blocks.length === 0) return []
  const { counted, dropped } = countBlocks(blocks)
  const lost = Object.values(dropped).reduce((sum, count) => sum + count, 0)
  const values = changes(blocks)
  const sd = values.length < 2 ? '' : `, spread ${(100 * spread(values)).toFixed(2)} %`
  const without = lost === 0 ? '' : `, ${lost} dropped`
  return [`- ${name}, ${counted} blocks${without}${sd}: ${what}.`]
}
