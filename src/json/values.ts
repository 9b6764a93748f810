/** The values that a report's JSON is made of, as far as they are checked in more than one place. */
import * as v from 'valibot'
import type { Estimate } from '../model.ts'
import { MODES } from '../modes.ts'

/** JSON has no NaN and no infinity, but `1e999` is read as one. */
export const finite = v.pipe(v.number(), v.finite())
export const amount = v.pipe(finite, v.minValue(0))
export const whole = v.pipe(finite, v.safeInteger(), v.minValue(0))
export const positive = v.pipe(whole, v.minValue(1))
export const share = v.pipe(finite, v.minValue(0), v.maxValue(1))
export const usage = v.strictObject({
  user: v.nullable(amount),
  system: v.nullable(amount),
  faults: v.nullable(amount),
})
export const mode = v.picklist(MODES)
export const sha256 = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{64}$/i, 'expected 64 hexadecimal digits'),
)

const interval = v.pipe(
  v.strictObject({ low: finite, high: finite, confidence: share }),
  v.check(({ low, high }) => low <= high, 'the low end is above the high end'),
)

const reasoned = ({ interval: range, note }: Estimate): boolean =>
  (range === null) !== (note === null)

export const estimate = v.pipe(
  v.strictObject({
    value: finite,
    interval: v.nullable(interval),
    n: whole,
    note: v.nullable(v.string()),
  }),
  v.check(reasoned, 'expected either an interval or a note that says why there is none'),
)

/** Which machine and software wrote a file. */
export const environment = v.strictObject({
  cpu: v.string(),
  cores: amount,
  quota: v.nullable(amount),
  os: v.string(),
  node: v.string(),
  v8: v.string(),
  vitest: v.string(),
  lanemark: v.string(),
  date: v.string(),
})
