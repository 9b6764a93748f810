/** Inputs for the gallery: like real ones in size and shape, and the same in every run. */
import { encode } from 'fast-png'
import type { LogEntry } from './access-log.ts'
import type { Json } from './camel-keys.ts'
import type { Course } from './drawdown.ts'
import type { Login } from './password.ts'

const WORDS = (
  'able account answer balance between bright carry change clear cold common course deliver early ' +
  'every field figure follow garden great harbour house island journey kernel later letter light ' +
  'machine matter measure meeting morning narrow nothing notice number office order paper people ' +
  'place point process question reason record river round second sentence server several simple ' +
  'small station street summer system thread timber toward travel under valley village water winter'
).split(' ')

/** Draws for one input, which depend on nothing but its index. */
class Draw {
  #state: number

  constructor(index: number) {
    this.#state = index + 1
  }

  /** At least 0, below 1; mulberry32, by Tommy Ettinger. */
  fraction(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  whole(from: number, to: number): number {
    return from + Math.floor(this.fraction() * (to - from + 1))
  }

  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.whole(0, items.length - 1)] ?? items[0]
  }

  word(): string {
    return WORDS[this.whole(0, WORDS.length - 1)] ?? ''
  }

  words(count: number): string {
    return list(count, () => this.word()).join(' ')
  }
}

const list = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index))

const inputs = <Input>(count: number, make: (draw: Draw, index: number) => Input): Input[] =>
  list(count, (index) => make(new Draw(index), index))

/** Pages of documentation, from 5 to 15 KB: prose with links and emphasis, lists, tables, code. */
export const documents = (count: number): string[] =>
  inputs(count, (draw) => {
    const sections = list(draw.whole(6, 18), () => section(draw))
    return [`# ${draw.words(4)}`, ...sections].join('\n\n')
  })

const section = (draw: Draw): string =>
  [
    `## ${draw.words(3)}`,
    `${draw.words(20)} **${draw.words(2)}** ${draw.words(25)} [${draw.word()}](/${draw.word()}).`,
    list(5, () => `- ${draw.words(6)} \`${draw.word()}()\` ${draw.words(4)}`).join('\n'),
    `| ${draw.word()} | ${draw.word()} |\n| --- | ---: |\n| ${draw.word()} | ${draw.whole(1, 99)} |`,
    `\`\`\`js\nconst ${draw.word()} = ${draw.whole(1, 99)}\n\`\`\``,
    `> ${draw.words(12)} *${draw.word()}*, ${draw.words(15)}`,
  ].join('\n\n')

/** TypeScript modules, from 10 to 30 KB: interfaces, generic functions, classes. */
export const modules = (count: number): string[] =>
  inputs(count, (draw) => {
    const parts = list(draw.whole(14, 42), (index) => part(draw, index))
    return ["import type { Clock } from './clock.ts'", ...parts].join('\n\n')
  })

const part = (draw: Draw, index: number): string => {
  const [one, other] = [`${draw.word()}1`, `${draw.word()}2`]
  return `
export interface Entry${index}<Key extends string = string> {
  readonly ${one}: Key
  ${other}?: Map<Key, readonly number[]> | null
}

/** ${draw.words(10)}. */
export function gather${index}<Item extends Entry${index}>(items: readonly Item[], most = ${index}): Item[] {
  const known = new Set<Item['${one}']>()
  return items.filter((item): item is Item => {
    if (known.has(item.${one}) || known.size > (most as number)) return false
    return known.add(item.${one}) && item.${other} !== undefined
  })
}

export class Store${index} implements Iterable<Entry${index}> {
  private readonly entries: Entry${index}[] = []
  protected clock!: Clock
  add(entry: Entry${index}, ...rest: Entry${index}[]): void {
    this.entries.push(entry, ...rest!)
  }
  *[Symbol.iterator](): Iterator<Entry${index}> {
    yield* this.entries as Entry${index}[]
  }
}`.trim()
}

/** A server's log in newline-delimited JSON, about 1 MB a stretch. */
export const accessLogs = (count: number, lines = 6000): string[] =>
  inputs(count, (draw) => list(lines, (line) => JSON.stringify(entry(draw, line))).join('\n'))

const entry = (draw: Draw, line: number): LogEntry => ({
  time: new Date(1_790_000_000_000 + 250 * line).toISOString(),
  method: draw.pick(['GET', 'GET', 'GET', 'POST']),
  path: `/${draw.word()}/${draw.word()}/${draw.whole(1, 9999)}`,
  status: draw.pick([200, 200, 200, 200, 304, 404, 500]),
  bytes: draw.whole(200, 90_000),
  duration: draw.whole(1, 900) / 10,
  agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
})

/** PNGs of 320 by 240 in three colours: soft forms with the grain of a photograph. */
export const photographs = (count: number): Uint8Array[] =>
  inputs(count, (draw) => {
    const [width, height] = [320, 240]
    const data = new Uint8Array(3 * width * height)
    const [wide, high] = [draw.whole(40, 120), draw.whole(40, 120)]
    for (let index = 0; index < data.length; index += 1) {
      const pixel = Math.floor(index / 3)
      const form = Math.sin((pixel % width) / wide + (index % 3)) * Math.cos(pixel / width / high)
      data[index] = 124 + 110 * form + draw.whole(-2, 2)
    }
    return encode({ width, height, data, channels: 3 }, { zlib: { level: 1 } })
  })

/** Courses of four million steps, whose arrays take 32 MiB each. */
export const courses = (count: number): Course[] =>
  list(count, (index) => ({ seed: index + 1, steps: 2 ** 22 }))

/** Passwords with their salts. */
export const logins = (count: number): Login[] =>
  inputs(count, (draw) => ({ password: draw.words(3), salt: String(draw.whole(1e8, 1e9)) }))

/** Titles of articles. */
export const titles = (count: number): string[] =>
  inputs(count, (draw) => `${draw.words(5)}: Über ${draw.words(2)} & "${draw.word()}" (№ 7)`)

/** Pages of an API's answer: orders with customers, items and remarks, half a megabyte each. */
export const apiPages = (count: number, orders = 400): Json[] =>
  inputs(count, (draw) => ({ next_page: draw.word(), all_orders: list(orders, () => order(draw)) }))

const order = (draw: Draw): Json => ({
  order_id: draw.whole(1, 1e9),
  is_paid: draw.fraction() < 0.8,
  customer_record: { first_name: draw.word(), postal_address: { street_name: draw.words(2) } },
  order_items: list(8, () => ({
    item_name: draw.words(2),
    unit_price: draw.whole(1, 1e5) / 100,
    stock_keeping: { shelf_number: draw.whole(1, 400), last_moved: null },
  })),
})
