/** The document's seven claims, put to the test in Node, and in CPython where it is found. */
import { describe } from 'vitest'
import { kernel, serial, test } from 'lanemark'
import type { CompareModes, ComparisonResult } from 'lanemark'
import { cpuShare, taskRuns } from '../src/explain/runs.ts'
import { coresAtOnce, lostUpdates } from './claims/at-once.ts'
import { borders, oneWay } from './claims/crossing.ts'
import * as evidence from './claims/evidence.ts'
import { nodeFaults, pythonFaults } from './claims/faults.ts'
import { DELAY, fetchText, pages, peaks, startServer } from './claims/fetching.ts'
import { facts } from './claims/figures.ts'
import { byLaw, INPUTS, judgeShare, PRINTED } from './claims/five-seconds.ts'
import type { Share } from './claims/five-seconds.ts'
import { nodeVariants, pythonVariants } from './claims/one-word.ts'
import { findPython } from './claims/python.ts'
import { settings } from './claims/settings.ts'
import { sweep } from './claims/sweep.ts'
import * as verdicts from './claims/verdicts.ts'
import * as costs from './claims/verdicts-costs.ts'
import type * as cpuBoundModule from './kernels/cpu-bound.ts'

const cpuBound = kernel<typeof cpuBoundModule>(new URL('./kernels/cpu-bound.ts', import.meta.url))

const python = await findPython()

/** Equal tasks in all modes, and in CPython: for claims 2 and 4. */
let equalTasks: Promise<ComparisonResult<bigint>> | undefined
let switching: Promise<evidence.PythonRounds> | undefined

function measureEqualTasks(compareModes: CompareModes) {
  const { equal, computing } = settings
  equalTasks ??= compareModes(cpuBound, equal, computing)
  return equalTasks
}

async function measureSwitching(workers: number): Promise<evidence.PythonRounds> {
  const { equal, pythonRounds } = settings
  switching ??= python?.run('switching.py', pythonRounds, workers, ...equal) ?? Promise.resolve([])
  return await switching
}

describe('the claims', () => {
  test('1 sharing and failing', async ({ claim }) => {
    const matrix = await nodeFaults(settings.faults)
    await claim({
      id: '1',
      statement: 'Threads share memory, so one failing thread brings trouble to the others.',
      ...verdicts.rulesOnFaults(matrix.cells),
      evidence: python === null ? [matrix] : [matrix, await pythonFaults(python)],
    })
  })

  test('2 one at a time', async ({ claim, compareModes }) => {
    const compared = await measureEqualTasks(compareModes)
    const cores = await coresAtOnce(settings.equal, settings.rounds)
    const lost = await lostUpdates(settings.updates)
    const counter = await python?.run<evidence.PythonCounter>('counter.py', 2, settings.updates)
    const rounds = await measureSwitching(compared.capacity.workers)
    await claim({
      id: '2',
      statement: 'A lock, the GIL, lets only one thread run at a time.',
      ...verdicts.rulesOnLock({
        ...cores,
        lostPlain: lost.threadsPlain,
        lostAtomic: lost.threadsAtomic,
        missing: verdicts.whyUndecided(compared),
      }),
      evidence: [
        evidence.coresTable(cores, python, rounds),
        evidence.lostTable(lost, python, counter ?? null),
      ],
    })
  })

  test('3 waiting', async ({ claim, compareModes }) => {
    const { requests, waitingModes: modes, waiting, pythonRounds } = settings
    await using server = await startServer()
    const inputs = pages(server.url, requests)
    const compared = await compareModes(fetchText, inputs, { modes, ...waiting })
    const seen = await peaks(server.url, requests)
    const others = await python?.run<evidence.PythonFetches>(
      'fetch.py',
      pythonRounds,
      requests,
      server.url,
    )
    const rows = python && others ? evidence.pythonFetchSpeedup(python, others) : []
    const title = `${requests} requests to a server that answers after ${DELAY} ms, against one after another`
    const speedup = compared.case('concurrent').speedup
    await claim({
      id: '3',
      statement: 'Python’s threads give concurrency, which helps I/O-bound work.',
      ...(speedup === null
        ? verdicts.undecided('Concurrent did not run.')
        : verdicts.rulesOnWaiting(speedup, requests, verdicts.whyUndecided(compared))),
      evidence: [evidence.speedupTable(title, compared, rows), evidence.peakTable(seen)],
    })
  })

  test('4 CPU-bound work', async ({ claim, compareModes }) => {
    const compared = await measureEqualTasks(compareModes)
    const rounds = await measureSwitching(compared.capacity.workers)
    const { equal } = settings
    const title = `cpu_bound on ${equal.length} times ${equal[0]}, against one after another`
    await claim({
      id: '4',
      statement: 'For CPU-bound work threads give no gain: that is switching, not parallelism.',
      ...verdicts.rulesOnGain(compared),
      evidence: [evidence.speedupTable(title, compared, evidence.pythonSpeedups(python, rounds))],
    })
  })

  test('5 serialisation', async ({ claim }) => {
    const { sizes, tripBudget: budget, pythonTrips } = settings
    const border = await borders()
    const closely = { sizes: [sizes[0] ?? 1, costs.WEIGHED], times: 4 }
    const { points, skipped } = await sweep({ sizes, budget, closely })
    const size = sizes.at(-1) ?? 1
    const tables = [border.table, await oneWay(size)]
    if (skipped.length > 0) {
      tables.push(
        facts(
          'Left out: too slow here',
          ['payload'],
          skipped.map((name) => [name]),
        ),
      )
    }
    if (python !== null) {
      const trips = await python.run<evidence.PythonPayloads[]>('payload.py', pythonTrips, 2 ** 20)
      tables.push(evidence.pythonPayloadTable(python, trips))
    }
    const { refused, apart } = border
    const title = 'There and back, by payload and size'
    await claim({
      id: '5',
      statement:
        'Processes are copies that share no memory, so values must be serialised and deserialised, which is dear.',
      ...costs.rulesOnCrossing({ points, refused, apart }),
      evidence: [{ kind: 'payloads', title, points }, ...tables],
    })
  })

  test('6 one word', async ({ claim }) => {
    const variants = await nodeVariants()
    const tables = [evidence.wordTable(`Node.js ${process.versions.node}`, variants)]
    if (python !== null) {
      tables.push(evidence.wordTable(python.name, await pythonVariants(python)))
    }
    await claim({
      id: '6',
      statement: 'Going from threads to processes changes one class name.',
      ...costs.rulesOnWord(variants),
      evidence: tables,
    })
  })

  test('7 the 5 seconds', async ({ claim, compareModes }) => {
    const { scaled, shares: inputs, computing } = settings
    const compared = await compareModes(cpuBound, scaled, { modes: ['processes'], ...computing })
    await using executor = serial()
    const run = await executor.run(cpuBound, inputs)
    // CPU time, for a busy machine stretches one task more than another
    const times = taskRuns(run).map((task) => (cpuShare(task) ?? task.ended - task.started) / 1000)
    const measured: Share[] = [{ of: `Node.js ${process.versions.node}`, times }]
    if (python !== null) {
      measured.push({ of: python.name, times: await python.run('task_times.py', ...inputs) })
    }
    const judged = measured.map((share) => judgeShare(share))
    const title = `cpu_bound on ${scaled.join(', ')}, against one after another`
    await claim({
      id: '7',
      statement: 'Processes saved 5 s against the plain run, much for CPU-bound work.',
      ...costs.rulesOnSaving({
        gain: compared.case('processes').speedup,
        judged,
        printed: PRINTED,
        missing: verdicts.whyUndecided(compared),
      }),
      evidence: [
        evidence.shareTable([judgeShare(byLaw(INPUTS)), ...judged]),
        evidence.timesTable(inputs, judged),
        evidence.speedupTable(title, compared),
      ],
    })
  })
})
