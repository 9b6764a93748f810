/**
 * Vitest's benchmark provider in an arm of the gate: it measures nothing by itself but asks the
 * coordinator for each slice, so that base and head take turns.
 */
import type { BenchmarkGroup, BenchmarkProvider, BenchResult } from 'vitest'
import { Namesakes, PROJECTS_VARIABLE, unitOf } from './units.ts'
import { mean } from '../../stats/mean.ts'
import { Mover } from '../../system/affinity.ts'
import { GateFunction } from './function.ts'
import { gateAddress, openLine } from './line.ts'
import type { Line } from './line.ts'
import { errorText } from './error-text.ts'
import { planOf } from '../../measure/plan.ts'
import { resultOf } from '../../measure/result.ts'

export default { run } satisfies BenchmarkProvider

const namesakes = new Namesakes()
/** Groups that each test has had so far. */
const groups = new Map<string, number>()
let opened: Promise<Line> | null = null
/** Tests may run concurrently; their groups do not. */
let last: Promise<unknown> = Promise.resolve()

function run(group: BenchmarkGroup): Promise<BenchResult[]> {
  const turn = last.then(() => runGroup(group))
  last = turn.catch(() => undefined)
  return turn
}

async function runGroup(group: BenchmarkGroup): Promise<BenchResult[]> {
  const coordinator = await theLine()
  const unit = unitFor(group)
  const plan = planOf(group.options)
  const functions = group.registrations.map(
    (registration) => new GateFunction(registration, { phases: plan !== undefined }),
  )
  const index = groups.get(unit) ?? 0
  groups.set(unit, index + 1)
  coordinator.send({
    type: 'offer',
    unit,
    group: index,
    kind: plan === undefined ? 'bench' : 'modes',
    functions: functions.map(({ name }) => name),
  })
  const reply = await coordinator.next()
  if (reply.type !== 'go') throw new Error('not measured: the other side has no such benchmark now')
  const begun = performance.now()
  const durations = await told(coordinator, async () => {
    for (const one of functions) await one.warm(reply.warmup)
    // before the first turn, which may be on one core: what a benchmark starts for itself must not be
    for (const one of functions) await one.begin()
    coordinator.send({ type: 'ready' })
    return await takeTurns(functions, coordinator)
  })
  for (const one of functions) await one.close()
  plan?.measured({
    order: [functions.map(({ name }) => name)],
    warmup: { duration: performance.now() - begun, rounds: 1 },
  })
  return await Promise.all(functions.map(({ name }, at) => resultFor(name, durations[at] ?? [])))
}

/**
 * What a bench file gets back in a gate run: figures of the right shape. Nothing is decided on them;
 * the coordinator has the slices.
 */
function resultFor(name: string, durations: readonly number[]): Promise<BenchResult> {
  // a function that had no turn has a result all the same
  const samples = durations.length === 0 ? [0] : durations
  const [least, most] = [Math.min(...samples), Math.max(...samples)]
  const count = samples.length
  const all = { count, least, most }
  return resultOf({ name, samples, all, mean: mean(samples), calls: count }, GATE_RESULT)
}

const GATE_RESULT = { retain: false, clock: 'performance.now' }

async function takeTurns(functions: readonly GateFunction[], line: Line): Promise<number[][]> {
  const durations: number[][] = functions.map(() => [])
  const mover = new Mover()
  try {
    for (;;) {
      const message = await line.next()
      if (message.type !== 'turn') return durations
      const one = functions[message.index]
      if (one === undefined) throw new RangeError(`no function ${message.index}`)
      mover.to(message.core)
      const measured = await one.slice(message.slice)
      durations[message.index]?.push(measured.mean)
      line.send({ type: 'slice', ...measured, digest: one.digest })
    }
  } finally {
    mover.to(null)
  }
}

/** What a function throws is the coordinator's to know, and the test's. */
async function told<Result>(line: Line, measure: () => Promise<Result>): Promise<Result> {
  try {
    return await measure()
  } catch (error) {
    line.send({ type: 'failed', error: errorText(error) })
    // the coordinator ends every group; its word must not be taken for an answer to the next offer
    let next = await line.next()
    while (next.type !== 'end') next = await line.next()
    throw error
  }
}

function unitFor({ test }: BenchmarkGroup): string {
  const { file, fullTestName: name } = test
  const project = process.env[PROJECTS_VARIABLE] === '1' ? (file.projectName ?? '') : ''
  const place = { project, file: file.name, name }
  return unitOf({ ...place, nth: namesakes.nth(unitOf({ ...place, nth: 0 }), test.id) })
}

function theLine(): Promise<Line> {
  const address = gateAddress()
  if (address === null) throw new Error("this is the gate's provider; run `lanemark gate`")
  // without a coordinator nobody waits for this process, and it would wait forever
  opened ??= openLine(address, 'provider', () => process.exit(1))
  return opened
}
