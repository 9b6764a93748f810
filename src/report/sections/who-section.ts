/** Who ran what: per mode the `pid process | tid thread` lines, here and in the references. */
import { taskRuns } from '../../explain/runs.ts'
import type { TaskRun } from '../../explain/runs.ts'
import type { CaseResult, Comparison } from '../../model.ts'
import { clean } from '../../text/escape.ts'
import { say } from '../../text/inline.ts'
import { folded, paragraph, type PageBlock, type Section } from '../../text/view.ts'
import { count } from '../../text/format.ts'
import { isPool } from '../../modes.ts'
import { plural } from '../../text/words.ts'
import { shown } from './modes-table.ts'

/** More lines than this are folded. */
const FOLD = 12
/** More lines than this are not written at all. */
const MOST = 12
const INPUT = 40
/** Room for a line that a reference printed. */
const LINE = 120

function whoRan({ trip: { worker } }: TaskRun): string {
  const { pid, threadId, machine } = worker
  const at = machine === undefined ? '' : `${machine} | `
  return `${at}${pid} process | ${threadId} thread`
}

function headed(heading: string, lines: string[]): string[] {
  const rest = lines.length > MOST ? [`... and ${count(lines.length - MOST)} more`] : []
  return [`${clean(heading, LINE)}:`, ...lines.slice(0, MOST), ...rest]
}

function ownLines({ tasks }: Comparison, case_: CaseResult): string[] {
  const inputs = new Map(tasks.map((task) => [task.index, clean(task.input, INPUT)]))
  const begun = taskRuns(case_).toSorted((a, b) => a.started - b.started)
  const width = Math.max(0, ...begun.map((run) => whoRan(run).length))
  return begun.map(
    (run) => `${whoRan(run).padEnd(width)}   input ${inputs.get(run.index) ?? 'not known'}`,
  )
}

function referenceLines(comparison: Comparison, { mode }: CaseResult): string[][] {
  return shown(comparison).flatMap((reference) => {
    const found = reference.modes[mode]
    if (found === undefined || found.lines.length === 0) return []
    const lines = found.lines.map((line) => clean(line, LINE))
    return [headed(`${clean(reference.label, INPUT)} (${clean(found.name, INPUT)})`, lines)]
  })
}

/** The groups of lines with an empty line between them. */
function caseBlock(comparison: Comparison, case_: CaseResult, here: string): PageBlock[] {
  const own = headed(`${here} (${clean(case_.label, INPUT)})`, ownLines(comparison, case_))
  const groups = [own, ...referenceLines(comparison, case_)]
  const lines = groups
    .map((group) => group.join('\n'))
    .join('\n\n')
    .split('\n')
  const block: PageBlock = { kind: 'code', language: 'text', lines }
  const summary = say`${case_.label}: ${plural(comparison.tasks.length, 'call')}`
  return folded(own.length > FOLD + 1, summary, [block])
}

function workersNote(comparison: Comparison): PageBlock[] {
  const pools = comparison.cases.filter(isPool)
  const workers = pools[0]?.workers
  if (workers === undefined || pools.some((pool) => pool.workers !== workers)) return []
  const cores = workers === Math.floor(comparison.cores) ? ', as many as there are cores' : ''
  const others = shown(comparison).length === 0 ? '' : '; the others are described above'
  return [paragraph(say`Each pool had ${plural(workers, 'worker')} here${cores}${others}.`)]
}

/** The section. `here` heads the lines of this run. */
export function whoSection(comparison: Comparison, here: string): Section {
  const intro = say`Each line names the process and the thread that ran one call, in the order in which
    the calls began. Thread 0 is a process's main thread. The lines are from the round with the
    median time.`
  return {
    title: say`Who ran what`,
    blocks: [
      paragraph(intro),
      ...workersNote(comparison),
      ...comparison.cases.flatMap((case_) => caseBlock(comparison, case_, here)),
    ],
    sections: [],
  }
}
