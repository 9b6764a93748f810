/**
 * How long a slice should be: `node validation/slices.ts [seconds]`. Two processes run the same
 * kernels and take turns, as the gate's arms do, in slices of several lengths that fill the same
 * time; the lengths take turns too. Told is how the median of ln(one / other) scatters.
 */
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { median } from '../src/stats/quantile.ts'
import { seededRandom, shuffle } from '../src/stats/random.ts'
import { array } from './project/src/array.ts'
import { json } from './project/src/json.ts'
import { deviation } from './replay/raw.ts'

const KERNELS = { array: array(20), json: json(20) }
type Name = keyof typeof KERNELS

/** Ms of one arm in one reading, whatever the slice's length. */
const TIME = 200
const LENGTHS = [40, 20, 10, 5, 2, 1]

interface Turn {
  name: Name
  length: number
}

const file = fileURLToPath(import.meta.url)

function serve(): void {
  for (const kernel of Object.values(KERNELS)) for (let call = 0; call < 500; call += 1) kernel()
  process.on('message', ({ name, length }: Turn) => {
    const begun = performance.now()
    const durations: number[] = []
    do {
      const before = performance.now()
      KERNELS[name]()
      durations.push(performance.now() - before)
    } while (performance.now() - begun < length)
    process.send?.(median(durations))
  })
  process.send?.('ready')
}

async function ask(child: ChildProcess, turn: Turn): Promise<number> {
  const answer = once(child, 'message')
  child.send(turn)
  const [duration] = (await answer) as [number]
  return duration
}

async function reading(children: readonly [ChildProcess, ChildProcess], turn: Turn) {
  const changes: number[] = []
  for (let pair = 0; pair < TIME / turn.length; pair += 1) {
    const durations = new Map<ChildProcess, number>()
    for (const child of shuffle(children, random)) durations.set(child, await ask(child, turn))
    const [one = 1, other = 1] = children.map((child) => durations.get(child))
    changes.push(Math.log(one / other))
  }
  return median(changes)
}

const random = seededRandom(1)

async function main(seconds: number): Promise<void> {
  const children = [fork(file, ['serve']), fork(file, ['serve'])] as const
  try {
    await Promise.all(children.map((child) => once(child, 'message')))
    const found = new Map<string, number[]>()
    const end = performance.now() + 1000 * seconds
    while (performance.now() < end) {
      for (const name of Object.keys(KERNELS) as Name[]) {
        for (const length of shuffle(LENGTHS, random)) {
          const key = `${name}, slices of ${length} ms`
          const own = found.get(key) ?? []
          found.set(key, own)
          own.push(await reading(children, { name, length }))
        }
      }
    }
    for (const [key, values] of found) console.log(line(key, values))
  } finally {
    for (const child of children) child.kill()
  }
}

function line(key: string, values: readonly number[]): string {
  const centre = median(values)
  const usual = 1.4826 * median(values.map((value) => Math.abs(value - centre)))
  const percent = (share: number): string => `${(100 * share).toFixed(2)} %`
  const sd = percent(deviation(values) ?? Number.NaN)
  return `${key.padEnd(26)} n ${values.length}, sd ${sd}, by the median deviation ${percent(usual)}`
}

if (process.argv[2] === 'serve') serve()
else await main(Number(process.argv[2] ?? 120))
