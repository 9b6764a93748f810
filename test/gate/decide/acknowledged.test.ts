import { expect, test } from 'vitest'
import { acknowledged } from '../../../src/gate/decide/acknowledged.ts'

const unit = 'bench/a.bench.ts > parse > deep'
const entries = [
  { id: `${unit} > serial`, unit },
  { id: `${unit} > threads`, unit },
  { id: 'bench/b.bench.ts > deep', unit: 'bench/b.bench.ts > deep' },
]

test.each([
  ['parse > deep', [0, 1]],
  ['parse › deep', [0, 1]],
  ['threads', [1]],
  ['deep', [0, 1, 2]],
  ['bench/b.bench.ts > deep', [2]],
])('%s', (name, meant) => {
  expect(acknowledged([name, name], entries)).toEqual({
    ids: meant.map((index) => entries[index]?.id),
    unknown: [],
  })
})

test('a name must match from its beginning to the end', () => {
  expect(acknowledged(['eep', 'parse', ''], entries)).toEqual({
    ids: [],
    unknown: ['eep', 'parse', ''],
  })
})
