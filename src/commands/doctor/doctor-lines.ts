/** An examination in ten lines for the terminal. */
import type { Capacity } from '../../model.ts'
import type { Steady } from '../../gate/model/record.ts'
import { NEEDED_NODE } from '../../system/node-version.ts'
import { cores, duration, exactPercent, percent } from '../../text/format.ts'
import { number, partOf, plural } from '../../text/words.ts'
import { wrap } from '../../text/wrap.ts'
import type { Examination, FixedComputation } from './examination.ts'

type Line = readonly [head: string, text: string]

const HEADS = 11

/** Wrapped to the columns of the terminal. */
export function doctorLines(examination: Examination, width: number): string[] {
  return linesOf(examination).flatMap(([head, text]) => {
    const wrapped = wrap(text, Math.max(20, width - HEADS))
    return wrapped.map((part, index) => (index === 0 ? head : '').padEnd(HEADS) + part)
  })
}

const linesOf = (examination: Examination): Line[] => [
  ['machine', machine(examination)],
  ['cores now', coresNow(examination.capacity)],
  ['stolen', stolen(examination.stolen)],
  ['Node', node(examination)],
  ['Vitest', vitest(examination)],
  ['taskset', taskset(examination.steady)],
  ['setarch', setarch(examination.steady)],
  ['spread', processes(examination.fixed)],
  ['turns', pairs(examination.fixed)],
  ['gate', gate(examination.fixed)],
]

function machine({ environment: { cpu, os, quota }, cores: own }: Examination): string {
  const limit = quota === null ? 'no quota' : `quota of ${cores(quota)}`
  return `${cpu}, ${os}; ${cores(own)} ${own === 1 ? 'core' : 'cores'}, ${limit}`
}

function coresNow({ workers, median, probes, shortRounds }: Capacity): string {
  if (workers === 1) return 'one, so no pool can gain from computing at once'
  const said = `${cores(median)} of ${workers} delivered`
  return shortRounds.length === 0
    ? `${said}, in each of ${plural(probes.length, 'reading')}`
    : `${said}, too few in ${partOf(shortRounds.length, probes.length, 'reading')}: pools may stay open`
}

const stolen = (share: number | null): string =>
  share === null
    ? 'the system does not say what its host gives to others'
    : `${percent(share)} of the CPU time went to others on the host meanwhile`

const isMissing = ({ missing }: Examination, code: string): boolean =>
  missing.some((error) => error.code === code)

function node(examination: Examination): string {
  const version = examination.environment.node.replace(/^v/, '')
  if (!isMissing(examination, 'node-too-old')) return version
  return `${version} is too old; lanemark needs ${NEEDED_NODE}`
}

function vitest(examination: Examination): string {
  const { vitest: version } = examination.environment
  if (!isMissing(examination, 'vitest-missing')) return version
  return `${version}; benchmarks need it: \`npm install --save-dev vitest@5\``
}

const taskset = ({ core }: Steady): string =>
  core === null
    ? 'no core for the gate’s turns alone, so changes scatter more'
    : `there: the gate takes all its turns on core ${core}`

const setarch = ({ addresses }: Steady): string =>
  addresses
    ? 'there: the gate’s processes have the same addresses'
    : 'not allowed here: addresses are random, so changes scatter more'

const processes = ({ time, processes: sd, count }: FixedComputation): string =>
  `a fixed computation takes ${duration(time)}, ± ${percent(sd)} over ${number(count)} fresh processes`

const pairs = ({ pairs: sd, count }: FixedComputation): string =>
  `two processes of the same code in turns differ by ${percent(sd)} (${plural(count, 'pair')})`

function gate({ detectable, margin }: FixedComputation): string {
  if (detectable === null) return 'would see no slowdown here, however large'
  return `would see a slowdown of ${percent(detectable - 1)}, four times in five (margin ${exactPercent(margin)})`
}
