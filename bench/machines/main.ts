/**
 * Measures machines against local processes, and simulates a hundred of them, after `npm run build`:
 * `node bench/machines/main.ts [--simulate] [--rounds 6] [--seed 1]`. Needs `nats-server`, but for
 * `--simulate`. Writes `reports/machines.md` and `machines.json`.
 */
import { execFile } from 'node:child_process'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs, promisify } from 'node:util'
import { environment } from '../../src/system/environment.ts'
import { writeOwn } from '../../src/system/files.ts'
import { seededRandom } from '../../src/stats/random.ts'
import { stepsPerMicrosecond } from '../peers/calibrate.ts'
import { compare } from './measure.ts'
import type { Compared } from './measure.ts'
import { machinesMarkdown } from './page.ts'
import type { MachinesReport } from './page.ts'
import { ground } from './ground.ts'
import { simulate } from './simulation.ts'
import type { World } from './simulation.ts'

const WORKERS = 2
/** Where it was not measured: CPU time that a chunk costs its caller, ms. */
const CALLER = 0.2

const TASKS = [
  { title: '10 ms', mean: 10, ideal: 6000 },
  { title: '100 ms', mean: 100, ideal: 20_000 },
  { title: '1 s', mean: 1000, ideal: 60_000 },
  { title: '10 s', mean: 10_000, ideal: 600_000 },
]

const say = (text: string): void => void process.stderr.write(`machines: ${text}\n`)

const { values } = parseArgs({
  options: {
    simulate: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '6' },
    seed: { type: 'string', default: '1' },
  },
})
const [rounds, seed] = [Number(values.rounds), Number(values.seed)]

async function measure(): Promise<{ compared: Compared[]; million: number }> {
  await using own = await ground(WORKERS)
  const { servers, group } = own
  const steps = stepsPerMicrosecond()
  say('against local processes')
  const compared = await compare(servers, { group, workers: WORKERS, rounds, steps, seed })
  say('a million inputs')
  const program = fileURLToPath(new URL('million.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [program, servers, group])
  return { compared, million: Number(stdout) }
}

async function simulateAll(caller: number): Promise<Pick<MachinesReport, 'world' | 'simulated'>> {
  const world: World = {
    machines: 100,
    lanes: 16,
    delay: [1, 50],
    deaths: 0.01,
    caller,
    patience: 5000,
    seed,
  }
  const simulated: MachinesReport['simulated'] = []
  for (const { title, mean, ideal } of TASKS) {
    say(`simulating tasks of ${title}`)
    const random = seededRandom(seed)
    const tasks = Math.round((ideal * world.machines * world.lanes) / mean)
    const durations = Array.from({ length: tasks }, () => mean * (0.5 + random.uniform()))
    simulated.push({ title, tasks, outcome: await simulate(durations, world) })
  }
  return { world, simulated }
}

const found = values.simulate ? { compared: [], million: null } : await measure()
const single = found.compared.find(({ goal }) => goal === null)
const caller = single === undefined ? CALLER : single.caller / single.tasks
const { vitest: _, ...machine } = environment('', new Date())
const report: MachinesReport = {
  schema: 'lanemark/machines@1',
  command: `npm run bench:machines -- --rounds ${rounds} --seed ${seed}${values.simulate ? ' --simulate' : ''}`,
  workers: WORKERS,
  rounds,
  environment: machine,
  ...found,
  ...(await simulateAll(caller)),
}
const folder = join(fileURLToPath(new URL('../../', import.meta.url)), 'reports')
await writeOwn(join(folder, 'machines.json'), `${JSON.stringify(report, null, 1)}\n`)
await writeOwn(join(folder, 'machines.md'), machinesMarkdown(report))
say(`the page is ${relative(process.cwd(), join(folder, 'machines.md'))}`)
