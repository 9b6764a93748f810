/** The page: what was measured against whom, what was to be reached, and where others are ahead. */
import { bytes, count, cores, duration, percent } from '../../src/text/format.ts'
import { durationEstimate, percentEstimate, ratioEstimate } from '../../src/text/format.ts'
import { code, listed, say, type Inline } from '../../src/text/inline.ts'
import { markdown } from '../../src/text/markdown.ts'
import {
  list,
  NOTHING,
  paragraph,
  table,
  type PageBlock,
  type Section,
} from '../../src/text/view.ts'
import { number, partOf, plural } from '../../src/text/words.ts'
import { Figures, leads } from './figures.ts'
import { outcomes } from './goals.ts'
import type { Goal, Outcome } from './goals.ts'
import type { LoadResult, Measured, PeersReport } from './model.ts'

/** Cores that idle pools may use together before the page warns: the ticks of the clock are coarse. */
const BUSY = 0.05

/** The report as Markdown. */
export function peersMarkdown(report: PeersReport): string {
  return markdown(view(report))
}

function view(report: PeersReport): Section {
  const found = outcomes(report)
  return {
    title: say`Against the peers`,
    blocks: [{ kind: 'answer', text: answer(found) }, ...introduction(report)],
    sections: [
      goalsSection(found, report),
      lostSection(report),
      ...report.loads.map((load) => loadSection(load)),
      memorySection(report),
      capacitySection(report),
      environmentSection(report),
    ],
  }
}

function answer(found: readonly Outcome[]): Inline {
  const many = (state: Outcome['state']) => found.filter((one) => one.state === state).length
  const are = (state: Outcome['state'], what: string): Inline[] => {
    const those = many(state)
    if (those === 0) return []
    return [say`${number(those)} ${those === 1 ? 'is' : 'are'} ${what}`]
  }
  const parts = [
    ...are('reached', 'reached'),
    ...are('missed', 'missed'),
    ...are('cores missing', 'not decided, for the machine did not deliver its cores'),
    ...are('not measured', 'not measured'),
  ]
  return say`Of ${number(found.length)} goals, ${listed(parts)}.`
}

function introduction(report: PeersReport): PageBlock[] {
  const quick: PageBlock[] = report.quick
    ? [
        {
          kind: 'warning',
          text: say`This is a quick look: short lists, after which fixed costs weigh more. The goals are meant for the full ones.`,
        },
      ]
    : []
  return [
    ...quick,
    paragraph(say`Every contender ran the same tasks on ${plural(report.workers, 'worker')}, in one process
      tree. All were opened and warmed up before; then each had a turn in every one of
      ${plural(report.rounds, 'round')}, in an order drawn anew, while the others had nothing to do.
      Before each turn garbage was collected. The results of every turn were checked against the plain
      loop’s. Ratios are taken round by round; brackets hold the true value with 95 % confidence.`),
    paragraph(say`The pools among the peers send a message a task: all tasks are handed over at once, as their
      documentation shows it. The hand-chunked workers and forks are what one would write for just these
      tasks: chunks of a size chosen for the load, and the next chunk there before the last is done.
      Nobody moves buffers. Where a contender would take too long for the whole list it ran fewer tasks,
      which the table says; all figures are per call.`),
  ]
}

const shortName = ({ ours }: Goal): string => ours.replace('lanemark ', '')

function aim({ measure }: Goal): string {
  switch (measure.kind) {
    case 'throughput':
      return `at least ${measure.least} times the throughput of ${measure.of}`
    case 'speedup':
      return `at least ${measure.least}x the plain loop`
    case 'attained':
      return `at least ${percent(measure.least)} of the bound`
    case 'added':
      return `at most ${duration(measure.most)} a call more than the plain loop`
    case 'regret':
      return `at most ${percent(measure.times - 1)} or ${duration(measure.ms)} longer than the best of the other modes`
    case 'first':
      return 'nobody ahead by more than the interval'
  }
}

function figure({ goal, figure: estimate, rival }: Outcome): Inline {
  if (estimate === null) return NOTHING
  switch (goal.measure.kind) {
    case 'attained':
      return [percentEstimate(estimate)]
    case 'added':
      return [durationEstimate(estimate)]
    case 'regret':
      return say`${ratioEstimate(estimate)} the time of ${rival ?? ''}`
    case 'first':
      return say`${rival ?? ''}: ${ratioEstimate(estimate)} ours`
    default:
      return [ratioEstimate(estimate)]
  }
}

const STATES: Record<Outcome['state'], string> = {
  reached: 'reached',
  missed: 'not reached',
  'cores missing': 'not decided',
  'not measured': 'not measured',
}

function goalsSection(found: readonly Outcome[], { loads }: PeersReport): Section {
  const titles = new Map(loads.map(({ id, title }) => [id, title]))
  const rows = found.map((outcome): Inline[] => [
    say`${titles.get(outcome.goal.load) ?? outcome.goal.load}`,
    [shortName(outcome.goal)],
    [aim(outcome.goal)],
    figure(outcome),
    outcome.state === 'missed' ? [{ strong: STATES.missed }] : [STATES[outcome.state]],
  ])
  return {
    title: say`What must be reached`,
    blocks: [
      paragraph(say`A goal is reached where the estimate is; the interval says how sure that is. The bound is the
        shortest time that any order of these tasks allows, from the plain loop’s task times in the same round.`),
      table([say`load`, say`mode`, say`goal`, say`figure`, say`state`], [], rows),
    ],
    sections: [],
  }
}

function lostSection({ loads }: PeersReport): Section {
  const lost = loads.flatMap((load) => lostAt(new Figures(load)))
  return {
    title: say`Where we lose`,
    blocks: [
      paragraph(say`Where another is ahead of ours of the same kind (threads, processes, or the caller’s own thread)
        by more than the interval, with its throughput over ours.`),
      lost.length === 0 ? paragraph(say`Nowhere in this run.`) : list(lost),
    ],
    sections: [],
  }
}

/** A line for each of ours that somebody is ahead of. */
function lostAt(figures: Figures): Inline[] {
  const unsure = figures.conclusive ? '' : ' (the cores were missing)'
  return [...Map.groupBy(leads(figures), ({ ours }) => ours.name)].map(([ours, ahead]) => {
    const rivals = ahead.map(({ rival, by }) => say`${rival.name} ${ratioEstimate(by)}`)
    return say`${figures.load.title}, ${ours}: ${listed(rivals)}${unsure}.`
  })
}

function loadSection(load: LoadResult): Section {
  const figures = new Figures(load)
  const row = (contender: LoadResult['contenders'][number]): Inline[] =>
    contender.state === 'measured'
      ? measuredRow(contender, figures)
      : [
          say`${contender.name}`,
          [contender.kind],
          ['failed'],
          ...bounded(load, NOTHING),
          NOTHING,
          NOTHING,
          NOTHING,
        ]
  const titles = [say`contender`, say`where`, say`a call`, say`speedup`]
  const bound = bounded(load, say`of the bound`)
  return {
    title: say`${load.title}`,
    blocks: [
      paragraph(say`${load.about}`),
      ...failures(load),
      ...warnings(load),
      table(
        [...titles, ...bound, say`throughput against ours`, say`tasks`],
        [2, 3, 4, 5, 6].slice(0, bound.length + 4),
        load.contenders.map(row),
      ),
    ],
    sections: [],
  }
}

const bounded = (load: LoadResult, cell: Inline): Inline[] => (load.least === null ? [] : [cell])

function measuredRow(contender: Measured, figures: Figures): Inline[] {
  const { baseline, load } = figures
  const ours = figures.oursFor(contender)
  const attained = contender.kind === 'loop' ? null : figures.attained(contender)
  return [
    contender.role === 'ours' ? [{ strong: contender.name }] : say`${contender.name}`,
    [contender.kind],
    [durationEstimate(figures.call(contender))],
    baseline === null || baseline === contender
      ? NOTHING
      : [ratioEstimate(figures.throughput(contender, baseline))],
    ...bounded(load, attained === null ? NOTHING : [percentEstimate(attained)]),
    ours === null || ours === contender
      ? NOTHING
      : [ratioEstimate(figures.throughput(contender, ours))],
    [count(contender.tasks)],
  ]
}

const failures = ({ contenders }: LoadResult): PageBlock[] =>
  contenders.flatMap((contender): PageBlock[] =>
    contender.state === 'failed'
      ? [{ kind: 'warning', text: say`${contender.name} failed: ${code(contender.reason, 200)}` }]
      : [],
  )

function warnings({ capacity, idle }: LoadResult): PageBlock[] {
  const short: Inline[] =
    capacity.counted === null
      ? [say`The machine did not deliver its cores: nothing is concluded from these figures.`]
      : []
  const busy: Inline[] =
    idle !== null && idle > BUSY
      ? [say`While nobody had work, the pools used ${cores(idle)} cores together.`]
      : []
  return [...short, ...busy].map((text) => ({ kind: 'warning', text }))
}

function memorySection({ memory }: PeersReport): Section {
  const rows = memory.map(({ name, kind, added, workers }): Inline[] => [
    say`${name}`,
    [kind],
    [bytes(Math.max(0, added))],
    kind === 'loop' ? NOTHING : [bytes(Math.max(0, added) / workers)],
  ])
  const text = say`What opening a contender and running the Markdown list twice adds to the resident memory of a
    process tree that did nothing else; what processes share counts for each of them.`
  return {
    title: say`Memory`,
    blocks:
      rows.length === 0
        ? [paragraph(say`It was not measured.`)]
        : [
            paragraph(text),
            table([say`contender`, say`where`, say`added`, say`a worker`], [2, 3], rows),
          ],
    sections: [],
  }
}

function capacitySection({ loads, rounds }: PeersReport): Section {
  const rows = loads.map(({ title, capacity, idle }): Inline[] => [
    say`${title}`,
    [`${cores(capacity.median)} of ${capacity.workers}`],
    [cores(capacity.threshold)],
    [
      capacity.shortRounds.length === 0
        ? 'none'
        : partOf(capacity.shortRounds.length, rounds, 'round'),
    ],
    idle === null ? NOTHING : [cores(idle)],
  ])
  return {
    title: say`Whether the machine delivered its cores`,
    blocks: [
      paragraph(say`Cores’ worth of work that threads which spin at once got, in the median over the rounds’
        readings. Rounds that fell short are left out; where too few others remain, nothing is concluded.
        Idle: what all pools together used while nobody had work, in cores.`),
      table(
        [say`load`, say`capacity`, say`short below`, say`rounds left out`, say`idle`],
        [1, 2, 3, 4],
        rows,
      ),
    ],
    sections: [],
  }
}

function environmentSection(report: PeersReport): Section {
  const { environment } = report
  const rows: [string, string][] = [
    ['processor', environment.cpu],
    ['cores', cores(environment.cores)],
    ['CPU quota', environment.quota === null ? 'none' : `${cores(environment.quota)} cores`],
    ['system', environment.os],
    ['Node', environment.node],
    ['lanemark', environment.lanemark],
    ...Object.entries(report.versions),
    ['spin', `${count(report.steps)} steps a microsecond`],
    ['date', environment.date],
  ]
  return {
    title: say`Versions, and how to run it again`,
    blocks: [
      table(
        [say`what`, say`which`],
        [],
        rows.map(([what, which]) => [[what], say`${which}`]),
      ),
      { kind: 'code', language: 'sh', lines: [report.command] },
    ],
    sections: [],
  }
}
