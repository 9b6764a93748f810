/**
 * What a report's file holds of single tasks and trips: those of the round with the median makespan.
 * The fields of a row are documented in model.ts.
 */
import * as v from 'valibot'
import { amount, finite, positive, sha256, whole } from '../json/values.ts'
import { columnsOf } from './columns.ts'

/** A row for each task that is kept: the k-th is number `k * sample.every` of all. */
const note = { type: v.string(), size: v.string(), sha256, digestOf: v.string() }

export const resultNote = v.strictObject(note)

export const tasks = columnsOf({
  input: v.string(),
  duration: amount,
  cpu: v.nullable(amount),
  async: v.boolean(),
  ...note,
})

/** A row for each task that is kept; `trip` is a place among the trips that are kept. */
export const times = columnsOf({ trip: whole, started: finite, ended: finite })

/** A row for each trip with a task that is kept; of machines, lanes are numbered in their order. */
export const trips = columnsOf({
  pid: whole,
  threadId: whole,
  lane: whole,
  first: whole,
  count: positive,
  dispatched: finite,
  sent: finite,
  received: finite,
  loaded: finite,
  started: finite,
  ended: finite,
  replied: finite,
  done: finite,
  bytesIn: whole,
  bytesOut: whole,
  decode: amount,
  packing: amount,
  user: v.nullable(amount),
  system: v.nullable(amount),
  wait: v.nullable(amount),
  async: v.boolean(),
})

/** Which tasks a file holds: of all, numbered from 0, each `every`th, the first one included. */
export const sample = v.strictObject({ of: whole, every: positive })
