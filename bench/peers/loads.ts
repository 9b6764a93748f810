/** What the contenders are given to do. */
import { shared } from 'lanemark'
import type { MapOptions } from 'lanemark'
import { seededRandom } from '../../src/stats/random.ts'
import { apiPages, documents, titles } from '../kernels/inputs.ts'
import type { Work } from './contenders/contender.ts'
import { merge, split } from './kernels/checksum.ts'
import type { Range } from './kernels/checksum.ts'
import type { Filling } from './kernels/roots.ts'

export interface Load {
  id: LoadId
  title: string
  /** A sentence for the page. */
  about: string
  work: Work
  /** Whether contenders that would take too long may run a part of the list. */
  divisible: boolean
  /** The same in every run, apart from the calibrated spins. */
  inputs: () => unknown[]
}

export type LoadId =
  | 'no-op'
  | '10us'
  | '100us'
  | '1ms'
  | 'uneven'
  | 'markdown'
  | 'slugs'
  | 'buffers'
  | 'nested'
  | 'document'
  | 'ranges'
  | 'divided'

const list = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index))

const at = (path: string, name: string): Pick<Work, 'module' | 'name'> => ({
  module: new URL(path, import.meta.url).href,
  name,
})

const ECHO = at('../kernels/echo.ts', 'echo')
const SPIN = at('kernels/spin.ts', 'spin')

/** Short tasks: two chunks under way a worker. */
const chunks = (chunk: number) => ({ hand: { chunk, ahead: 2 }, timed: false })

/** Tasks so long that a second one under way would wait while another worker has nothing to do. */
const ALONE = { hand: { chunk: 1, ahead: 1 }, timed: true }

const SPINS = 'Computes without allocating; the number of steps is the input.'

const count = (value: number): string => value.toLocaleString('en-US')

/** @param steps of the spin kernel in a microsecond */
export function loads({ quick, steps }: { quick: boolean; steps: number }): Load[] {
  /** `full` tasks, or a part of them for a quick look. */
  const some = (full: number, part: number): number => (quick ? part : full)
  const spins = (id: LoadId, time: string, us: number, tasks: number, chunk: number): Load => ({
    id,
    title: `${time} x ${count(tasks)}`,
    about: SPINS,
    work: { ...SPIN, ...chunks(chunk) },
    divisible: us < 100,
    inputs: () => list(tasks, () => Math.round(us * steps)),
  })
  const noops = some(100_000, 10_000)
  const mean = some(100, 1)
  const pages = some(100, 12)
  const names = some(100_000, 10_000)
  const buffers = some(200, 12)
  const objects = some(50, 3)
  const numbers = some(2 ** 23, 2 ** 17)
  const range = { from: 0, to: some(400_000_000, 8_000_000) }
  const shape = quick ? [17, 21, 11] : [30, 38, 20]
  return [
    {
      id: 'no-op',
      title: `no-op x ${count(noops)}`,
      about: 'Returns its input, a number: nothing but the way there and back.',
      work: { ...ECHO, ...chunks(500) },
      divisible: true,
      inputs: () => list(noops, (index) => index),
    },
    spins('10us', '10 µs', 10, some(100_000, 2000), quick ? 100 : 500),
    spins('100us', '100 µs', 100, some(10_000, 200), quick ? 10 : 50),
    spins('1ms', '1 ms', 1000, some(1000, 20), quick ? 1 : 5),
    {
      id: 'uneven',
      title: `${mean} ms x 20, uneven`,
      about: `${SPINS} From a fifth to nine fifths of the mean, in no order.`,
      work: { ...SPIN, ...ALONE, cost: (input: number) => input },
      divisible: false,
      inputs: () => {
        const random = seededRandom(20)
        return list(20, () => Math.round(mean * 1000 * steps * (0.2 + 1.6 * random.uniform())))
      },
    },
    {
      id: 'markdown',
      title: `Markdown x ${count(pages)}`,
      about: 'Markdown to HTML with marked, pages of documentation.',
      work: { ...at('../kernels/markdown.ts', 'renderMarkdown'), ...chunks(2) },
      divisible: false,
      inputs: () => documents(pages),
    },
    {
      id: 'slugs',
      title: `slugs x ${count(names)}`,
      about: 'A title as part of an address, with regular expressions: under a microsecond or two.',
      work: { ...at('../kernels/slug.ts', 'slug'), ...chunks(500) },
      divisible: true,
      inputs: () => titles(names),
    },
    {
      id: 'buffers',
      title: `1 MiB ArrayBuffer x ${count(buffers)}`,
      about:
        'One buffer a task, all of them different, copied and not moved. Looks at every page, answers with a number.',
      work: { ...at('../kernels/echo.ts', 'weigh'), ...chunks(1) },
      divisible: false,
      inputs: () => list(buffers, (index) => new Uint8Array(2 ** 20).fill(index + 1).buffer),
    },
    {
      id: 'nested',
      title: `nested objects of 1 MiB x ${count(objects)}`,
      about:
        'Orders with customers and items, 1 MiB when serialised; the object comes back as it is.',
      work: { ...ECHO, ...chunks(1) },
      divisible: false,
      inputs: () => apiPages(objects, ORDERS),
    },
    {
      id: 'document',
      title: `the document's shape, ${shape.join(', ')}`,
      about:
        'The document’s kernel with smaller inputs in its proportions: one call is most of the work.',
      work: { ...at('kernels/document.ts', 'multiply'), ...ALONE, cost: (num: number) => num ** 6 },
      divisible: false,
      inputs: () => shape,
    },
    {
      id: 'ranges',
      title: `${numbers / 2 ** 17} MiB of shared numbers in 64 ranges`,
      about:
        'Square roots of a Float64Array into another one, both in shared memory. Nothing is copied in threads; ' +
        'the processes of lanemark get the numbers once, and what they fill is copied back.',
      work: {
        ...at('kernels/roots.ts', 'roots'),
        hand: { chunk: 1, ahead: 2 },
        timed: false,
        shares: true,
        ours: (tasks: readonly Filling[]) => intoShared(tasks),
      },
      divisible: false,
      inputs: () => rangesOf(numbers),
    },
    {
      id: 'divided',
      title: 'one call that divides',
      about:
        `A checksum over ${count(range.to)} numbers, a single call. Lanemark divides it as its module says; ` +
        'all others are given sixteen parts of it, and the plain loop runs those as well. No peer divides calls.',
      work: { ...at('kernels/checksum.ts', 'checksum'), ...ALONE, parts: SIXTEENTHS },
      divisible: false,
      inputs: () => [range],
    },
  ]
}

const SIXTEENTHS = { split: (input: Range) => split(input, 16), merge }

function rangesOf(length: number): Filling[] {
  const numbers = shared(Float64Array.from({ length }, (_, index) => index))
  const output = shared(new Float64Array(length))
  const each = length / 64
  return list(64, (part) => {
    const span = [part * each, (part + 1) * each] as const
    return { numbers: numbers.subarray(...span), target: output.subarray(...span) }
  })
}

function intoShared(tasks: readonly Filling[]): { inputs: unknown[]; options: MapOptions } {
  const output = new Float64Array(tasks[0]!.target.buffer as SharedArrayBuffer)
  const range = ({ byteOffset, length }: Float64Array): [number, number] => {
    const from = byteOffset / Float64Array.BYTES_PER_ELEMENT
    return [from, from + length]
  }
  return { inputs: tasks.map(({ numbers }) => numbers), options: { into: { output, range } } }
}

/** So many orders are 1 MiB. */
const ORDERS = 1145
