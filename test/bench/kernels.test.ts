import { promisify } from 'node:util'
import { Script } from 'node:vm'
import { brotliDecompress } from 'node:zlib'
import { decode, encode } from 'fast-png'
import { describe, expect, test } from 'vitest'
import { summariseLog } from '../../bench/kernels/access-log.ts'
import { camelKeys } from '../../bench/kernels/camel-keys.ts'
import { compress } from '../../bench/kernels/compress.ts'
import { maxDrawdown } from '../../bench/kernels/drawdown.ts'
import * as inputs from '../../bench/kernels/inputs.ts'
import { renderMarkdown } from '../../bench/kernels/markdown.ts'
import { hashPassword } from '../../bench/kernels/password.ts'
import { slug } from '../../bench/kernels/slug.ts'
import { thumbnail } from '../../bench/kernels/thumbnail.ts'
import { transpile } from '../../bench/kernels/typescript.ts'

describe('markdown', () => {
  test('a known text', () => {
    const html = renderMarkdown('# One\n\n*two* [three](/four)\n\n- five\n')
    expect(html).toBe(
      '<h1>One</h1>\n<p><em>two</em> <a href="/four">three</a></p>\n<ul>\n<li>five</li>\n</ul>\n',
    )
  })

  test('all parts of a generated page', () => {
    const html = renderMarkdown(inputs.documents(1)[0] ?? '')
    for (const tag of ['<h1>', '<h2>', '<strong>', '<li>', '<table>', '<pre>', '<blockquote>']) {
      expect(html).toContain(tag)
    }
  })
})

describe('typescript', () => {
  test('types go, values stay', () => {
    const source =
      'interface Gone { a: 1 }\nexport const add = (a: number, b?: Gone) => a as number'
    expect(transpile(source).trim()).toBe('export const add = (a, b) => a')
  })

  test('a generated module becomes JavaScript', () => {
    const script = transpile(inputs.modules(1)[0] ?? '').replaceAll(/^export |^import .*/gm, '')
    expect(() => new Script(script)).not.toThrow()
  })

  test('what is not TypeScript is refused', () => {
    expect(() => transpile('const = 1')).toThrow(SyntaxError)
  })
})

describe('access log', () => {
  test('a known log', () => {
    const line = { time: '', method: 'GET', path: '/', status: 200, bytes: 10, agent: '' }
    const lines = Array.from({ length: 20 }, (_, index) =>
      JSON.stringify({ ...line, status: index === 0 ? 404 : 200, duration: 20 - index }),
    )
    expect(summariseLog(`${lines.join('\n')}\n`)).toEqual({
      requests: 20,
      bytes: 200,
      statuses: { 200: 19, 404: 1 },
      p95: 19,
    })
  })

  test('an empty log', () => {
    expect(summariseLog('')).toEqual({ requests: 0, bytes: 0, statuses: {}, p95: 0 })
  })
})

describe('thumbnail', () => {
  const picture = (width: number, height: number, channels: number, colour: number[]) =>
    encode({
      width,
      height,
      channels,
      data: new Uint8Array(Array.from({ length: width * height }, () => colour).flat()),
    })

  test.each([
    { width: 640, height: 480, channels: 3, colour: [10, 20, 30], small: [160, 120] },
    { width: 501, height: 333, channels: 4, colour: [10, 20, 30, 255], small: [160, 106] },
    { width: 40, height: 30, channels: 1, colour: [7], small: [40, 30] },
    { width: 3000, height: 1, channels: 1, colour: [7], small: [160, 1] },
  ])('$width x $height in one colour', ({ width, height, channels, colour, small }) => {
    const shrunk = decode(thumbnail(picture(width, height, channels, colour)))
    expect([shrunk.width, shrunk.height]).toEqual(small)
    expect(shrunk.channels).toBe(channels)
    for (const [index, value] of shrunk.data.entries()) expect(value).toBe(colour[index % channels])
  })

  test('each pixel is the mean of those that it stands for', () => {
    const data = Uint8Array.from({ length: 320 * 2 }, (_, index) => (index % 2) * 100)
    const shrunk = decode(thumbnail(encode({ width: 320, height: 2, channels: 1, data })))
    expect([...shrunk.data]).toEqual(Array.from({ length: 160 }, () => 50))
  })
})

describe('drawdown', () => {
  /** The same walk on big integers, without JavaScript's own 32-bit arithmetic. */
  function walk(seed: number, steps: number): number[] {
    let state = BigInt(seed)
    let price = 0n
    return Array.from({ length: steps }, () => {
      state = BigInt.asIntN(32, state * 1_664_525n + 1_013_904_223n)
      price += state
      return Number(price)
    })
  }

  test.each([1, 2, 7, 123_456_789])('from %i: the largest of all falls', (seed) => {
    const prices = walk(seed, 400)
    const falls = prices.flatMap((peak, at) => prices.slice(at).map((price) => peak - price))
    expect(maxDrawdown({ seed, steps: 400 })).toBe(Math.max(...falls))
  })

  test('a walk of one step does not fall', () => {
    expect(maxDrawdown({ seed: 1, steps: 1 })).toBe(0)
  })
})

test('scrypt: the third vector of RFC 7914', async () => {
  const hash = await hashPassword({ password: 'pleaseletmein', salt: 'SodiumChloride' })
  expect(hash).toBe(
    '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2' +
      'd5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887',
  )
})

test.each(['', 'one', inputs.modules(1)[0] ?? ''])('Brotli and back', async (text) => {
  const small = await compress(text)
  const back = await promisify(brotliDecompress)(small)
  expect(back.toString()).toBe(text)
})

test.each([
  ['Hello, World!', 'hello-world'],
  ['  Crème brûlée & Žluťoučký kůň ', 'creme-brulee-zlutoucky-kun'],
  ['№ 7 -- ﬁn', 'no-7-fin'],
  ['!?', ''],
])('slug of "%s"', (title, expected) => {
  expect(slug(title)).toBe(expected)
})

test('keys to camelCase, all the way down', () => {
  const given = { order_id: 1, all_items: [{ unit_price: null }, [true, 'as_it_is']], plain: {} }
  expect(camelKeys(given)).toEqual({
    orderId: 1,
    allItems: [{ unitPrice: null }, [true, 'as_it_is']],
    plain: {},
  })
})

describe('inputs', () => {
  const makers = Object.entries(inputs)

  test.each(makers)('%s are the same in every run, and differ from each other', (_, make) => {
    const made = make(2)
    expect(made).toHaveLength(2)
    expect(made).toEqual(make(2))
    expect(made[0]).not.toEqual(made[1])
  })
})
