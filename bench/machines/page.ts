/** The page on machines: measured on the loopback, simulated for a hundred of them. */
import type { Environment } from '../../src/model.ts'
import {
  count,
  cores,
  duration,
  durationEstimate,
  percent,
  ratioEstimate,
} from '../../src/text/format.ts'
import { say, type Inline } from '../../src/text/inline.ts'
import { markdown } from '../../src/text/markdown.ts'
import { NOTHING, paragraph, table, type PageBlock, type Section } from '../../src/text/view.ts'
import type { Compared } from './measure.ts'
import type { Simulated, World } from './simulation.ts'

export interface MachinesReport {
  schema: 'lanemark/machines@1'
  command: string
  workers: number
  rounds: number
  environment: Omit<Environment, 'vitest'>
  /** Empty where only the simulation was asked for. */
  compared: Compared[]
  /** MiB that a million inputs added to their caller; null: not measured. */
  million: number | null
  world: World
  simulated: { title: string; tasks: number; outcome: Simulated }[]
}

/** MiB that a million inputs may add to their caller. */
const MOST = 128

export function machinesMarkdown(report: MachinesReport): string {
  const { environment, command } = report
  return markdown({
    title: say`Beyond one machine`,
    blocks: [{ kind: 'answer', text: answer(report) }],
    sections: [
      measured(report),
      simulated(report),
      {
        title: say`How to run it again`,
        blocks: [
          paragraph(say`${environment.cpu}, ${cores(environment.cores)} cores, ${environment.os}, Node
            ${environment.node}, lanemark ${environment.lanemark}, ${environment.date}.`),
          { kind: 'code', language: 'sh', lines: [command] },
        ],
        sections: [],
      },
    ],
  })
}

function answer({ compared, simulated: found, world }: MachinesReport): Inline {
  const shares = found.map(({ outcome }) => outcome.bound / outcome.makespan)
  const told = say`In a simulation ${count(world.machines)} machines of ${count(world.lanes)} workers reach
    ${percent(Math.min(...shares))} to ${percent(Math.max(...shares))} of the bound.`
  const goals = compared.filter(({ goal }) => goal !== null)
  if (goals.length === 0) return told
  const met = goals.filter(({ goal, throughput }) => throughput.value >= (goal as number))
  return say`Through a server on the same machine, ${count(met.length)} of ${count(goals.length)} goals against local
    processes are reached. ${told}`
}

function measured({ compared, million, workers, rounds }: MachinesReport): Section {
  const rows = compared.map(({ title, local, remote, throughput, goal }): Inline[] => [
    say`${title}`,
    [durationEstimate(local)],
    [durationEstimate(remote)],
    [ratioEstimate(throughput)],
    goal === null ? NOTHING : [`at least ${goal}x`],
  ])
  const memory: PageBlock[] =
    million === null
      ? []
      : [
          paragraph(say`A million inputs from a generator added ${million.toFixed(0)} MiB to the resident memory of their
            caller, results included; more than ${MOST} MiB it must not be.`),
        ]
  return {
    title: say`Against local processes`,
    blocks:
      rows.length === 0
        ? [paragraph(say`It was not measured.`)]
        : [
            paragraph(say`The same calls in turns on ${count(workers)} local processes, and through a server and a
              worker with as many of them, all on one machine, in ${count(rounds)} rounds. The server, too, takes of
              its cores what it needs.`),
            table(
              [say`load`, say`processes`, say`machines`, say`throughput of local`, say`goal`],
              [1, 2, 3, 4],
              rows,
            ),
            ...memory,
          ],
    sections: [],
  }
}

function simulated({ simulated: found, world }: MachinesReport): Section {
  const [least, most] = world.delay
  const rows = found.map(({ title, tasks, outcome }): Inline[] => [
    say`${title}`,
    [count(tasks)],
    [duration(outcome.makespan)],
    [percent(outcome.bound / outcome.makespan)],
    [count(outcome.chunks)],
    [duration(outcome.chunks * world.caller)],
    [count(outcome.died)],
    [count(outcome.again)],
  ])
  return {
    title: say`A hundred machines, simulated`,
    blocks: [
      paragraph(say`On the schedule's own code, in virtual time: ${count(world.machines)} machines of
        ${count(world.lanes)} workers, ${duration(least)} to ${duration(most)} away from the server each way, of which
        ${percent(world.deaths)} die in an hour. The caller's CPU spends ${duration(world.caller)} on a chunk, as in
        messages of one no-op above. The bound is the shortest time that any schedule could take. Task times are drawn with a spread of
        half their mean.`),
      table(
        [
          say`tasks of`,
          say`how many`,
          say`took`,
          say`of the bound`,
          say`chunks`,
          say`caller busy`,
          say`died`,
          say`ran again`,
        ],
        [1, 2, 3, 4, 5, 6, 7],
        rows,
      ),
      paragraph(say`What breaks first is the caller: it is one thread, and each chunk costs it its time. Where "caller busy"
        comes near to "took", more machines change nothing; longer tasks, or several callers, do.`),
    ],
    sections: [],
  }
}
