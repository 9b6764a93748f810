/** Which pictures a report has. */
import type { Comparison, Evidence, Report } from '../model.ts'
import * as alt from './alt.ts'
import { breakdown } from './breakdown-chart.ts'
import { faults } from './faults-chart.ts'
import type { Plot } from './frame.ts'
import { drawSvg } from './frame.ts'
import { baseName } from '../text/name.ts'
import type { PictureKind, PictureRef } from '../text/view.ts'
import { payloads } from './payloads-chart.ts'
import { scaling } from './scaling-chart.ts'
import { speedup } from './speedup-chart.ts'
import { label } from './text.ts'
import { timeline } from './timeline/timeline-chart.ts'

export interface Picture extends PictureRef {
  svg: string
}

/** Longest title: two lines of the picture. */
const TITLE = 150

interface Chart {
  kind: PictureKind
  /** What the title says after the comparison's name. */
  about: string
  draw: (comparison: Comparison, title: string) => Plot | null
  tell: (comparison: Comparison) => string
}

/** The order is that of the report. */
const CHARTS: readonly Chart[] = [
  { kind: 'timeline', about: 'who ran what, and when', draw: timeline, tell: alt.timelineAlt },
  { kind: 'speedup', about: 'speedup', draw: speedup, tell: alt.speedupAlt },
  { kind: 'breakdown', about: 'where the time went', draw: breakdown, tell: alt.breakdownAlt },
  { kind: 'scaling', about: 'speedup by workers', draw: scaling, tell: alt.scalingAlt },
]

/** Told of a picture that cannot be drawn: its title, and what was thrown. */
type Undrawn = (title: string, error: unknown) => void

function refuse(title: string, error: unknown): never {
  throw new Error(`the picture "${title}" cannot be drawn`, { cause: error })
}

/**
 * All pictures of a report, in its order; what has no data has no picture.
 *
 * @param undrawn told of each one that cannot be drawn, which is left out then; without it the first
 * such error is thrown
 */
export function pictures(report: Report, undrawn: Undrawn = refuse): Picture[] {
  const base = baseName(report.file)
  const compared = report.comparisons.flatMap((comparison, index) =>
    comparisonPictures(comparison, index, base, undrawn),
  )
  const claimed = report.claims.flatMap(({ evidence }, claim) =>
    evidencePictures(evidence, claim, base, undrawn),
  )
  return [...compared, ...claimed]
}

function attempt<Drawn>(title: string, undrawn: Undrawn, draw: () => Drawn | null): Drawn[] {
  try {
    const drawn = draw()
    return drawn === null ? [] : [drawn]
  } catch (error) {
    undrawn(title, error)
    return []
  }
}

function comparisonPictures(
  comparison: Comparison,
  index: number,
  base: string,
  undrawn: Undrawn,
): Picture[] {
  return CHARTS.flatMap(({ kind, about, draw, tell }): Picture[] => {
    const title = `${label(comparison.name, TITLE - about.length)}: ${about}`
    return attempt(title, undrawn, () => {
      const plot = draw(comparison, title)
      if (plot === null) return null
      const words = tell(comparison)
      const file = `${base}-${index + 1}-${kind}.svg`
      const svg = drawSvg(plot, words)
      return { file, alt: words, title, kind, comparison: index, claim: null, svg }
    })
  })
}

type Shown = Pick<Picture, 'kind' | 'alt' | 'title' | 'svg'>

function shown(evidence: Evidence): Shown | null {
  if (evidence.kind === 'facts') return null
  const [plot, words] =
    evidence.kind === 'faults'
      ? [faults(evidence), alt.faultsAlt(evidence)]
      : [payloads(evidence), alt.payloadsAlt(evidence)]
  if (plot === null) return null
  const title = label(evidence.title, TITLE)
  return { kind: evidence.kind, alt: words, title, svg: drawSvg({ ...plot, title }, words) }
}

function evidencePictures(
  all: readonly Evidence[],
  claim: number,
  base: string,
  undrawn: Undrawn,
): Picture[] {
  const found = all.flatMap((evidence) => attempt(evidence.title, undrawn, () => shown(evidence)))
  return found.map((picture, index) => {
    const before = found.slice(0, index).filter((other) => other.kind === picture.kind).length
    const number = before === 0 ? '' : `-${before + 1}`
    const file = `${base}-claim-${claim + 1}-${picture.kind}${number}.svg`
    return Object.assign(picture, { file, comparison: null, claim })
  })
}
