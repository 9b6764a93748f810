/**
 * How often `auto` is as quick as the best of the other modes, after `npm run build`:
 * `node bench/auto/main.ts [--runs 10] [--rounds 4] [--seed 1] [load …]`. Every run measures each load in a
 * process that has seen nothing of it. Writes `auto.md` and `auto.json` into `reports/`.
 */
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { availableCores } from '../../src/system/cores.ts'
import { environment } from '../../src/system/environment.ts'
import { writeOwn } from '../../src/system/files.ts'
import { seededRandom } from '../../src/stats/random.ts'
import { stepsPerMicrosecond } from '../peers/calibrate.ts'
import { loads } from '../peers/loads.ts'
import type { LoadResult } from '../peers/model.ts'
import { send } from '../peers/send.ts'
import { autoMarkdown } from './page.ts'
import type { AutoReport } from './page.ts'

const say = (text: string): void => void process.stderr.write(`auto: ${text}\n`)

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '4' },
    seed: { type: 'string', default: '1' },
  },
})

function whole(option: keyof typeof values): number {
  const value = Number(values[option])
  if (Number.isSafeInteger(value) && value >= 1) return value
  throw new Error(`--${option} takes a whole number from 1 on, got "${values[option]}"`)
}

const [runs, rounds, seed] = [whole('runs'), whole('rounds'), whole('seed')]
const workers = Math.max(1, Math.floor(availableCores()))
const steps = stepsPerMicrosecond()
const known = loads({ quick: false, steps }).map(({ id }) => id as string)
const unknown = positionals.filter((id) => !known.includes(id))
if (unknown.length > 0) throw new Error(`no load ${unknown.join(', ')}; ${known.join(', ')}`)
const ids = positionals.length === 0 ? known : positionals

const random = seededRandom(seed)
const found: LoadResult[][] = []
for (let run = 1; run <= runs; run += 1) {
  say(`run ${run} of ${runs}`)
  const own: LoadResult[] = []
  for (const id of ids) {
    const settings = { workers, rounds, seed: random.below(2 ** 31), most: 500, idle: 0 }
    const order = { quick: false, steps, loads: [id], who: 'ours', memoryOf: null } as const
    const measured = await send({ ...order, settings: { ...settings, garbage: 'major' } })
    own.push(...(measured as LoadResult[]))
  }
  found.push(own)
}

const { vitest: _, ...machine } = environment('', new Date())
const report: AutoReport = {
  schema: 'lanemark/auto@1',
  command:
    `npm run bench:auto -- --runs ${runs} --rounds ${rounds} --seed ${seed} ${positionals.join(' ')}`.trim(),
  workers,
  rounds,
  environment: machine,
  runs: found,
}
const folder = join(fileURLToPath(new URL('../../', import.meta.url)), 'reports')
await writeOwn(join(folder, 'auto.json'), `${JSON.stringify(report, null, 1)}\n`)
await writeOwn(join(folder, 'auto.md'), autoMarkdown(report))
say(`the page is ${relative(process.cwd(), join(folder, 'auto.md'))}`)
