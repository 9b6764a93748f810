import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { layout } from '../../src/json/json-text.ts'

test('any value comes back from its layout', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      // JSON has no negative zero
      expect(JSON.parse(layout(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

test('what fits on a line stands on one; a list of plain values always does', () => {
  const list = Array.from({ length: 200 }, (_, index) => index)
  expect(layout({ small: { a: 1, b: [2, { c: 3 }] }, list, absent: undefined })).toBe(
    `{\n  "small": {"a":1,"b":[2,{"c":3}]},\n  "list": [${list.join(',')}]\n}`,
  )
})
