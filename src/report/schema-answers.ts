/** What a report answers, as its page says it: what the index of all reports is made of. */
import * as v from 'valibot'
import type { Inline } from '../text/inline.ts'

const span = v.union([
  v.string(),
  v.strictObject({ code: v.string() }),
  v.strictObject({ strong: v.string() }),
  v.strictObject({ link: v.string(), href: v.string() }),
])

/** A sentence in pieces of plain text, each with its role; no format is in it. */
const sentence: v.GenericSchema<Inline> = v.array(span)

const glance = v.strictObject({
  use: sentence,
  gain: sentence,
  possible: sentence,
  why: sentence,
})

export const answers = v.array(
  v.strictObject({
    name: v.string(),
    /** Relative to the JSON. */
    page: v.string(),
    answer: sentence,
    /** Of a comparison. */
    glance: v.nullable(glance),
  }),
)
