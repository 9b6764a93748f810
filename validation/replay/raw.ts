/** Bias and spread of the recorded blocks themselves: nothing mirrored, nothing redrawn. */
import { changes } from '../../src/gate/decide/blocks.ts'
import { byCallTime } from '../../src/gate/decide/call-time.ts'
import { hodgesLehmann } from '../../src/stats/hodges-lehmann.ts'
import { rescale } from '../../src/stats/interval.ts'
import { mean } from '../../src/stats/mean.ts'
import type { RawFigure } from './model.ts'
import type { Pool } from './pool.ts'

export function rawFigures({ condition, subjects }: Pool): RawFigure[] {
  return [...subjects.values()].flatMap(({ subject, figures }) =>
    figures.flatMap(({ name, truth, words }): RawFigure[] => {
      const blocks = words.map(({ plain }) => plain.fastest)
      const values = changes(blocks)
      if (values.length === 0) return []
      return [
        {
          ...subject,
          condition,
          figure: name,
          truth,
          change: asRatio(values),
          spread: byCallTime((callTime) =>
            deviation(changes(words.map(({ plain }) => plain[callTime]))),
          ),
          serial: serialCorrelation(values),
          dropped: blocks.length - values.length,
        },
      ]
    }),
  )
}

const asRatio = (logs: readonly number[]) => rescale(hodgesLehmann(logs), Math.exp)

/** Standard deviation; null with fewer than two values. */
export function deviation(values: readonly number[]): number | null {
  if (values.length < 2) return null
  const centre = mean(values)
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0)
  return Math.sqrt(squares / (values.length - 1))
}

/** Of neighbours in the order of recording; null with fewer than three values, or without a spread. */
export function serialCorrelation(values: readonly number[]): number | null {
  if (values.length < 3) return null
  const centre = mean(values)
  const from = values.map((value) => value - centre)
  const squares = from.reduce((sum, value) => sum + value * value, 0)
  if (squares === 0) return null
  return from.slice(1).reduce((sum, value, index) => sum + value * from[index]!, 0) / squares
}
