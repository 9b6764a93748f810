/** The check of what a call is asked for, loaded with the first call that is asked for something. */
import { types } from 'node:util'
import * as v from 'valibot'
import { check, whole } from '../options.ts'
import { isShared } from '../worker/shared-memory.ts'
import type { SharedArray } from './into.ts'
import type { MapOptions, RunOptions } from './map-options.ts'

/** What a timer can wait for. */
const LONGEST = 2 ** 31 - 1

const duration = `a number of milliseconds above 0 and up to ${LONGEST}`

const picks = v.function('true, or a function that picks ArrayBuffers from an input')

const intoSchema = v.strictObject({
  output: v.custom<SharedArray>(
    (value) => types.isTypedArray(value) && isShared(value.buffer),
    'an array of `shared`, such as `shared(new Float64Array(1000))`',
  ),
  range: v.function('a function that gives the first and the last element for an input'),
})

const call = {
  signal: v.optional(v.instance(AbortSignal, 'an AbortSignal')),
  timeout: v.optional(
    v.pipe(v.number(duration), v.gtValue(0, duration), v.maxValue(LONGEST, duration)),
  ),
  transfer: v.optional(v.lazy((value) => (value === true ? v.literal(true) : picks))),
  into: v.optional(intoSchema),
  context: v.optional(v.any()),
  cost: v.optional(v.function('a function that gives a number for an input')),
  divide: v.optional(
    v.lazy((value) => (typeof value === 'boolean' ? v.boolean() : whole(1, 2 ** 20))),
  ),
  chunk: v.optional(whole(1, 2 ** 31 - 1)),
  workers: v.optional(whole(1, 2 ** 31 - 1)),
}

const mapSchema = v.strictObject({
  ...call,
  settle: v.optional(v.boolean('true or false')),
  retries: v.optional(whole(0, 1000)),
  onProgress: v.optional(v.function('a function that takes the progress')),
})

const runSchema = v.strictObject({
  ...call,
  times: v.optional(v.picklist(['tasks', 'chunks'], '`tasks` or `chunks`')),
})

/** @throws {LanemarkError} `option-invalid` */
export function checkMapOptions(options: MapOptions): void {
  check(mapSchema, options)
}

/** @throws {LanemarkError} `option-invalid` */
export function checkRunOptions(options: RunOptions): void {
  check(runSchema, options)
}
