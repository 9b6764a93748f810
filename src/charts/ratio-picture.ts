/** What a picture of changes from base to head shows. */
import type { Estimate } from '../model.ts'

/** What a row's mark says; `overall` is that of all benchmarks together. */
export type RatioVerdict =
  | 'regression'
  | 'improvement'
  | 'unchanged'
  | 'inconclusive'
  | 'acknowledged'
  | 'overall'

export interface RatioRow {
  /** As its author wrote it; anything may be in it. */
  name: string
  verdict: RatioVerdict
  /** Ratio of head to base, above 1 when worse. */
  change: Estimate
  /** Ratio of the second copy of base to base; null without one. */
  control: number | null
  /** The change in words. */
  figure: string
}

export interface RatioPicture {
  file: string
  title: string
  /** Plain text. */
  alt: string
  /** Sentences on what is not drawn. */
  remarks: string[]
  /** From the most urgent. */
  rows: RatioRow[]
  /** The geometric mean of all times. */
  overall: RatioRow | null
  /** A share. */
  margin: number
}
