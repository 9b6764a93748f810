/** A gate against a stored baseline as a page. */
import { FIELDS, forbidding } from '../decide/stored/fingerprint.ts'
import type { BlockFacts } from '../model/baseline.ts'
import type { Difference, StoredGateReport } from '../model/stored-record.ts'
import { median } from '../../stats/quantile.ts'
import { cores, duration } from '../../text/format.ts'
import { code, say, type Inline } from '../../text/inline.ts'
import { list, paragraph, table, type PageBlock, type Section } from '../../text/view.ts'
import {
  again,
  comparedOf,
  counts,
  ending,
  headText,
  NO_FILES,
  type PageFiles,
  pictureBlocks,
  remarks,
  tables,
} from './gate-page.ts'
import { changeAlone, pValue } from './figure-text.ts'
import { exactPercent } from '../../text/format.ts'

export function storedGatePage(report: StoredGateReport, files: PageFiles = NO_FILES): Section {
  return {
    title: say`Benchmarks against a stored baseline: ${comparedOf(report)}: ${counts(report)}`,
    blocks: [
      { kind: 'answer', text: say`${ending(report.outcome)}` },
      sides(report),
      paragraph(say`A stored baseline is weaker than base and head taking turns in one job: runs hours
        apart meet another machine state, and the spread between the blocks of one run does not
        hold the drift between two. Prefer ${code('--base')} where the base can be built.`),
      ...fingerprints(report),
      ...tables(report),
      ...pictureBlocks(files),
    ],
    sections: [...remarks(report), rule(report), machine(report), again(report)],
  }
}

function sides({ base, head }: StoredGateReport): PageBlock {
  const at = base.commit === null ? [] : say` of ${code(base.commit.slice(0, 10))}`
  const dirty = base.dirty ? ' with uncommitted changes' : ''
  const date = base.date.slice(0, 16).replace('T', ' ')
  return paragraph(say`Base is the baseline ${code(base.file)}${at}${dirty}, saved ${date} UTC; head is
    ${headText(head)}.`)
}

/** What differs between the two machines, and what follows for the comparison. */
function fingerprints({ differences }: StoredGateReport): PageBlock[] {
  if (differences.length === 0) return []
  const forbidden = {
    time: forbidding(differences, 'time'),
    speedup: forbidding(differences, 'speedup'),
  }
  const consequence =
    forbidden.time.length === 0
      ? say`The runs differ in the following, which forbids no comparison.`
      : say`The baseline comes from another machine or version, so times are not compared
          (absolute times do not travel). Speedups between modes are dimensionless and are compared
          where they may be; they travel better than times, but not perfectly, so a wider
          ${code('--margin')} may be needed.`
  const forbids = (one: Difference): string => {
    const metrics = (['time', 'speedup'] as const).filter((metric) =>
      forbidden[metric].some(({ field }) => field === one.field),
    )
    return metrics.map((metric) => `${metric}s`).join(' and ') || 'nothing'
  }
  return [
    paragraph(consequence),
    table(
      [say`field`, say`in the baseline`, say`here`, say`forbids comparing`],
      [],
      differences.map((one) => [
        say`${FIELDS[one.field]}`,
        [code(one.stored, 120)],
        [code(one.here, 120)],
        say`${forbids(one)}`,
      ]),
    ),
  ]
}

function rule({ decision, base, blocks }: StoredGateReport): Section {
  const { margin, alpha, confidence } = decision.rules
  return {
    title: say`The rule`,
    blocks: [
      paragraph(say`Each side ran by itself in fresh processes, a block each: ${String(base.blocks.length)}
        when the baseline was saved, ${String(blocks.length)} now. A slowdown of more than
        ${exactPercent(margin)} fails the job if an exact rank-sum test of the two sets of block medians
        is sure of it, with a chance of at most ${exactPercent(alpha)} for any false alarm in the whole
        job, as long as the machine itself has not changed in between; brackets give the
        ${exactPercent(confidence)} interval. Base is the median of its blocks, and head is
        base with the change on top; behind a verdict stands the smallest slowdown that this run
        would probably have failed on.`),
    ],
    sections: [],
  }
}

/** How fast and how quiet the machine was, then and now. */
function machine({ drift, base, blocks }: StoredGateReport): Section {
  const items = [
    ...(drift === null
      ? []
      : [
          say`A fixed computation took ${duration(drift.stored)} then and ${duration(drift.head)} now:
            ${changeAlone(drift.ratio)} (p ${pValue(drift.p)}). Where that is significant or beyond the
            margin, a verdict on a time must survive a deviation of that size; times are not scaled
            by it, and speedups do not depend on it.`,
        ]),
    ...spreads(base.blocks, blocks),
    ...capacity('then', base.blocks),
    ...capacity('now', blocks),
  ]
  return items.length === 0
    ? { title: say`The machine`, blocks: [paragraph(say`Nothing was measured.`)], sections: [] }
    : { title: say`The machine`, blocks: [list(items)], sections: [] }
}

function spreads(then: readonly BlockFacts[], now: readonly BlockFacts[]): Inline[] {
  if (then.length === 0 || now.length === 0) return []
  const within = (blocks: readonly BlockFacts[]): string =>
    exactPercent(
      median(blocks.map(({ calibration: { median: middle, spread } }) => spread / middle)),
    )
  return [
    say`Within a block its times lay ${within(then)} apart then and ${within(now)} now (median absolute
      deviation).`,
  ]
}

function capacity(when: string, blocks: readonly BlockFacts[]): Inline[] {
  if (blocks.length === 0) return []
  const readings = blocks.map((block) => block.capacity.delivered)
  const of = blocks[0]?.capacity.of ?? 1
  return [
    say`Before each block the machine delivered the work of ${cores(median(readings))} of ${cores(of)}
      cores ${when} (median; ${cores(Math.min(...readings))} at the least).`,
  ]
}
