/** What the operating system did for the calls: its CPU time, and the memory that it had to map. */
import {
  differenceOf,
  HEAVY,
  isSystemFelt,
  systemGrowth,
  systemShare,
} from '../../explain/system.ts'
import type { CaseResult, Comparison, Reference, Usage } from '../../model.ts'
import { count, duration, percent, ratio } from '../../text/format.ts'
import { code, listed, say, type Inline } from '../../text/inline.ts'
import { list, paragraph, table, type PageBlock, type Section } from '../../text/view.ts'
import { isPool } from '../../modes.ts'
import { shown } from './modes-table.ts'

interface Row {
  name: Inline
  usage: Usage
}

/** Differences below this share are not worth a reason. */
const SAME = 0.1

const known = (value: number | null, text: (value: number) => string): Inline => [
  value === null ? 'not known' : text(value),
]

const rowOf = ({ name, usage }: Row): Inline[] => [
  name,
  known(usage.user, duration),
  known(usage.system, duration),
  known(systemShare(usage), percent),
  known(usage.faults, count),
]

/** The modes, and behind them what references used in theirs. */
function rows({ cases, references }: Comparison): Row[] {
  const own = cases.map(({ label, usage }): Row => ({ name: [code(label)], usage }))
  const others = references.flatMap(({ label, modes }) =>
    Object.values(modes).flatMap(({ name, usage }): Row[] =>
      usage === undefined ? [] : [{ name: say`${label}: ${name}`, usage }],
    ),
  )
  return [...own, ...others]
}

function usageTable(comparison: Comparison): PageBlock {
  const titles = [
    say`mode`,
    say`CPU time, program`,
    say`CPU time, system`,
    say`system's share`,
    say`page faults`,
  ]
  return table(titles, [1, 2, 3, 4], rows(comparison).map(rowOf))
}

/** Threads share one address space, processes do not: what that did to the system's time. */
function poolLines(comparison: Comparison): Inline[] {
  const shares = comparison.cases.map(({ usage }) => systemShare(usage) ?? 0)
  if (Math.max(0, ...shares) < HEAVY) return []
  const found = comparison.cases.filter(isPool).flatMap((pool): Inline[] => {
    const growth = systemGrowth(comparison, pool)
    return growth === null ? [] : [say`${code(pool.label)} ${ratio(growth)}`]
  })
  if (found.length === 0) return []
  return [
    say`Of the system's time in ${code('serial')} the pools took ${listed(found)}. Threads share one
      address space: while fresh memory is mapped for one, the others wait for its locks. Each process
      has an address space of its own.`,
  ]
}

function referenceLine(serial: CaseResult, { label, modes }: Reference): Inline[] {
  const plain = modes.serial
  if (plain?.usage === undefined) return []
  const own = { makespan: serial.makespan.value, usage: serial.usage }
  const other = { makespan: plain.makespan, usage: plain.usage }
  const difference = differenceOf(own, other)
  if (difference === null || difference.total < SAME * own.makespan) return []
  const { total, user, system } = difference
  const [mapped, less] = [serial.usage.faults, plain.usage.faults]
  const faults =
    mapped === null || less === null
      ? []
      : say` It had ${count(mapped)} page faults to handle instead of ${count(less)}.`
  return [
    say`${{ strong: `Why ${code('serial').code} took longer than ${label}:` }} by ${duration(total)}. In the
      program itself the two differ by ${duration(user)} of CPU time, in the operating system by
      ${duration(system)}: ${percent(system / total)} of the difference.${faults}`,
  ]
}

/** The section; null where the system had no share worth telling and no reference tells of it. */
export function systemSection(comparison: Comparison): Section | null {
  const serial = comparison.cases.find(({ mode }) => mode === 'serial')
  const against =
    serial === undefined ? [] : shown(comparison).flatMap((each) => referenceLine(serial, each))
  if (!isSystemFelt(comparison) && against.length === 0) return null
  const lines = [...against, ...poolLines(comparison)]
  return {
    title: say`What the operating system did`,
    blocks: [
      paragraph(say`CPU time goes into the program or into the operating system, which works for the
        program. A page fault is a piece of fresh memory that the system has to find, clear and map
        before it can be used. Memory that is used again costs nothing of the kind. All figures are for
        all calls together, the mean of the rounds.`),
      usageTable(comparison),
      ...(lines.length === 0 ? [] : [list(lines)]),
    ],
    sections: [],
  }
}
