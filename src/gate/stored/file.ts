/** A baseline to and from the text of its file; checked both ways. */
import { read } from '../../json/read.ts'
import { BASELINE_SCHEMA, BaselineSchema } from '../model/baseline.ts'
import type { Baseline } from '../model/baseline.ts'

const KIND = {
  schema: BaselineSchema,
  version: BASELINE_SCHEMA,
  unreadable: 'baseline-unreadable',
} as const

/** @throws {LanemarkError} `baseline-unreadable` for a baseline that could not be read back */
export function baselineJson(baseline: Baseline, path: string): string {
  const text = `${JSON.stringify(baseline, null, 1)}\n`
  parseBaseline(text, path)
  return text
}

/** @throws {LanemarkError} `baseline-unreadable`, with the path and what is wrong */
export const parseBaseline = (text: string, path: string): Baseline => read(KIND, text, path)
