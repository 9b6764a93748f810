/** How the live jobs were made, and how to make more. Pure. */
import { cores } from '../../src/text/format.ts'
import { code, listed, say, type Inline } from '../../src/text/inline.ts'
import { list, type Section } from '../../src/text/view.ts'
import { number, plural } from '../../src/text/words.ts'
import type { LiveJob } from './model.ts'
import { FUNCTIONS, SIZES } from './truth.ts'

export function madeSection(log: readonly LiveJob[]): Section {
  const sizes = listed(SIZES.map((size) => say`${size}`))
  const items = [
    say`A job is one run of the built command, ${code('gate --base HEAD~1')}, on a fresh repository of ${number(FUNCTIONS.length)}
      functions as people bench them: ${listed(FUNCTIONS.map((name) => say`${name}`))}.`,
    say`Each function does 100 units of its own work a call. Every other job is identical as a whole; in the
      others head does exactly ${sizes} % more units in one function each, and a test counts them. Which
      functions these are goes by the job's number.`,
    say`A job that goes wrong is written down too: what it did not catch was not caught.`,
    ...machines(log),
    say`All jobs are in ${code('validation/live/log.jsonl')}, a line each; this page is made of nothing else
      but the replay's figures beside them.`,
  ]
  const lines = [
    '# run more jobs, one after another, with nothing beside them',
    'npm run gate:live -- --jobs 10 --budget 5m',
    '# make this page again',
    'npm run gate:live -- --page',
  ]
  return {
    title: say`How it was made`,
    blocks: [list(items), { kind: 'code', language: 'sh', lines }],
    sections: [],
  }
}

/** A line for each kind of machine and software that ran jobs. */
function machines(log: readonly LiveJob[]): Inline[] {
  const kinds = Map.groupBy(log, kindOf)
  return [...kinds].map(
    ([kind, jobs]) =>
      say`${kind}: ${plural(jobs.length, 'job')} from ${span(jobs)}${coresText(jobs)}.`,
  )
}

function kindOf({ environment, build }: LiveJob): string {
  const { cpu, cores: own, os, node, vitest, lanemark } = environment
  return `${cpu} with ${cores(own)} cores, ${os}, Node ${node}, Vitest ${vitest}, lanemark ${lanemark} (build ${build})`
}

function span(jobs: readonly LiveJob[]): string {
  const days = jobs.map(({ environment }) => environment.date.slice(0, 10)).toSorted()
  const [first, last] = [days[0], days.at(-1)]
  return first === last ? `${first}` : `${first} to ${last}`
}

/** Whether the machine was left to itself: what it delivered before the blocks, job by job. */
function coresText(jobs: readonly LiveJob[]): string {
  const found = jobs.flatMap(({ delivered }) => delivered ?? [])
  if (found.length === 0) return ''
  const [least, most] = [Math.min(...found), Math.max(...found)].map(cores)
  return `; it delivered ${least} to ${most} cores (medians of jobs)`
}
