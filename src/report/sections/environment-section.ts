/** On what machine and with what software, and how to run it again. */
import type { BenchGroup, Environment, Report } from '../../model.ts'
import { cores, duration } from '../../text/format.ts'
import { code, say, type Inline } from '../../text/inline.ts'
import { paragraph, table, type Section } from '../../text/view.ts'

/** `24.21.0`, however it was noted. */
export const nodeVersion = ({ node }: Environment): string => node.replace(/^v/, '')

/** `2026-11-22 08:15 UTC`; the text itself where it is no such date. */
export function moment(date: string): string {
  const found = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::[\d.]+)?Z$/.exec(date)
  return found === null ? date : `${found[1]} ${found[2]} UTC`
}

/** The processor with its cores, in a few words. */
export function machine(environment: Environment): string {
  const quota = environment.quota === null ? '' : `, quota ${cores(environment.quota)}`
  return `${environment.cpu}, ${cores(environment.cores)} cores${quota}`
}

/** Which clock timed plain functions, and what it can show; it is measured anew for each group. */
const clockText = ({ clock: { name, resolution, cost } }: BenchGroup): string =>
  `${name}, resolution ${duration(resolution)}, a reading takes ${duration(cost)}`

export function environmentSection({
  environment,
  benches,
}: Pick<Report, 'environment' | 'benches'>): Section {
  const clocks = new Map(benches.map((group) => [group.clock.name, clockText(group)]))
  const { quota } = environment
  const rows: [string, string][] = [
    ['processor', environment.cpu],
    ['cores', cores(environment.cores)],
    ['CPU quota', quota === null ? 'none' : `${cores(quota)} cores`],
    ['system', environment.os],
    ['Node', nodeVersion(environment)],
    ['V8', environment.v8],
    ['Vitest', environment.vitest],
    ['lanemark', environment.lanemark],
    ...[...clocks.values()].map((clock): [string, string] => ['clock', clock]),
    ['date', moment(environment.date)],
  ]
  const cells = rows.map(([name, value]): Inline[] => [[name], say`${value}`])
  return {
    title: say`Environment`,
    blocks: [table([say`what`, say`which`], [], cells)],
    sections: [],
  }
}

/** Other files of the report, relative to the page. */
interface Beside {
  /** All figures. */
  json: string
  /** The page that leads to the other comparisons of the bench file; null: there are none. */
  others: string | null
}

export function againSection({ command, file }: Report, { json, others }: Beside): Section {
  return {
    title: say`How to run it again`,
    blocks: [
      { kind: 'code', language: 'sh', lines: [command] },
      paragraph(say`The seed gives the same order of the modes; the times will differ. The benchmark is
        ${code(file)}. All samples behind these figures are in ${{ link: json, href: json }}.${
          others === null ? [] : say` Its other comparisons: ${{ link: others, href: others }}.`
        }`),
    ],
    sections: [],
  }
}
