/** What a replay found, as a page: the answer first, then the figures it rests on. */
import { cores, duration } from '../../src/text/format.ts'
import { code, listed, say, type Inline } from '../../src/text/inline.ts'
import { markdown } from '../../src/text/markdown.ts'
import { folded, list, paragraph, type PageBlock, type Section } from '../../src/text/view.ts'
import { number } from '../../src/text/words.ts'
import { SUBJECTS } from '../model.ts'
import type { Condition } from '../model.ts'
import { goalsOf } from './goals.ts'
import { powerPicture } from './chart.ts'
import { choicesSection } from './choices.ts'
import { rateText, surroundings } from './words.ts'
import {
  biasShare,
  goalsTable,
  othersTable,
  powerTable,
  rawTable,
  sameTable,
  sourcesList,
  variationsTable,
} from './tables.ts'
import type { RawFigure, RecordingFacts, Validation } from '../replay/model.ts'
import { SLICE } from '../../src/gate/block/pairs.ts'
import { PROCESSES_START } from '../replay/pool.ts'
import { sumOf } from '../replay/rate.ts'
import { LEAST_BLOCKS } from '../replay/replay.ts'

export const validationMarkdown = (validation: Validation): string =>
  markdown(validationPage(validation))

export function validationPage(validation: Validation): Section {
  return {
    title: say`How well the gate decides`,
    blocks: [
      { kind: 'answer', text: answer(validation) },
      goalsTable(validation),
      ...about(validation),
    ],
    sections: [
      unchanged(validation),
      reworded(validation),
      ...conditions(validation).map((condition) => power(validation, condition)),
      others(validation),
      variations(validation),
      raw(validation),
      choicesSection(),
      made(validation),
      again(validation),
    ],
  }
}

const conditions = ({ same }: Validation): Condition[] => same.map(({ condition }) => condition)

/** Which goals are met, and by how much the others are missed. */
function answer(validation: Validation): Inline {
  const goals = goalsOf(validation)
  const met = goals.filter((goal) => goal.met === true)
  const missed = goals.filter((goal) => goal.met === false)
  if (met.length + missed.length === 0) {
    return say`Nothing can be said: a condition needs ${LEAST_BLOCKS} recorded blocks.`
  }
  const told = listed(missed.map(({ aim, found }) => say`${aim} (${found})`))
  const verdict =
    missed.length === 0
      ? say`all ${number(met.length)} goals are met`
      : say`${number(met.length)} of ${number(goals.length)} goals are met, all but these: ${told}`
  return say`On this machine, left to itself, a 2 % slowdown fails ${shareFound(validation, 2)} of the jobs and unchanged
    code ${shareFound(validation, 0)}; ${verdict}.`
}

function shareFound({ same, overall }: Validation, effect: 0 | 2): string {
  const rows = effect === 0 ? same : overall.filter((row) => row.effect === effect)
  const found = rows.find(({ condition }) => condition === 'quiet')
  return found === undefined ? 'an unknown share' : rateText(found.fails)
}

function about({ recording, settings }: Validation): PageBlock[] {
  const { blocks } = recording
  const few = (['quiet', 'competing'] as const).filter(
    (condition) => blocks[condition] < LEAST_BLOCKS,
  )
  return [
    paragraph(say`"Met" and "missed" go by the figure itself; its brackets are 95 % Clopper-Pearson
      intervals. Every job is drawn again from the same ${blocks.quiet} quiet and
      ${blocks.competing} competing blocks, so that jobs are not independent of each other: the
      brackets are for the drawing, and say nothing about how another recording, another machine or
      another day would differ. A job has twelve benchmarks, two of each kernel, with
      ${settings.budget / 60_000} minutes for all.`),
    ...few.map((condition) => ({
      kind: 'warning' as const,
      text: say`Of ${surroundings(condition)} there are ${blocks[condition]} blocks; no jobs are drawn from
        fewer than ${LEAST_BLOCKS}.`,
    })),
  ]
}

function unchanged(validation: Validation): Section {
  const { jobs } = validation.settings
  return {
    title: say`Unchanged code`,
    blocks: [
      paragraph(say`${jobs.same} jobs for each condition in which head and base run the same code. Since
        both arms are alike, which of them counts as head is drawn anew for each block; what one of
        them had ahead all the time shows under "Bias and spread".`),
      sameTable('unchanged code', validation.same),
    ],
    sections: [],
  }
}

function reworded({ reworded: found, settings }: Validation): Section {
  return {
    title: say`The same work in other words`,
    blocks: [
      paragraph(say`Two versions of a module lie differently in memory, whatever they do, and in all
        processes alike: no number of blocks averages that out. So once more ${settings.jobs.same} jobs for each
        condition; here head's module has other functions before the kernel in one of each kernel's two
        benchmarks, and arms are not exchanged. What such text costs is not zero, only small, so
        intervals may well be beside it.`),
      sameTable('code in other words', found),
    ],
    sections: [],
  }
}

function power(validation: Validation, condition: Condition): Section {
  const picture = powerPicture(validation, condition)
  const { jobs } = validation.settings
  return {
    title: say`Slower code on ${surroundings(condition)}`,
    blocks: [
      paragraph(say`${jobs.effect} jobs for each kernel and slowdown: the head does exactly so much more
        work in one of the twelve benchmarks. A kernel fails when any of its times is called a
        regression; it is reported when it fails or is called surely slower. A comparison of modes has a
        serial time, a pool's time, and their ratio, which the extra work leaves as it is: a regression
        there would be a false alarm.`),
      ...(picture === null
        ? []
        : [{ kind: 'picture' as const, file: picture.file, alt: picture.alt }]),
      powerTable(validation, condition),
      paragraph(falseAlarms(validation, condition)),
      ...leftOut(validation, condition),
    ],
    sections: [],
  }
}

function falseAlarms({ effects }: Validation, condition: Condition): Inline {
  const own = effects.filter((row) => row.condition === condition)
  const jobs = own.reduce((sum, { falseAlarms: { of } }) => sum + of, 0)
  const alarms = own.reduce((sum, { falseAlarms: { hits } }) => sum + hits, 0)
  // a pool's speedup does improve with more work, for its own part stays
  const improved = own.flatMap(({ figures }) =>
    figures.filter(({ truth }) => truth !== 1).map(({ improvements }) => improvements.hits),
  )
  const improvements = improved.reduce((sum, hits) => sum + hits, 0)
  return say`In ${alarms} of these ${jobs} jobs a figure that did not change was called a regression;
    a time that had become longer was called an improvement ${improvements} times. One per cent of extra
    work is the margin itself: where blocks hardly scatter, the last thousandth decides whether it
    fails.`
}

/** A benchmark that is too slow for the budget cannot fail. */
function leftOut({ effects }: Validation, condition: Condition): PageBlock[] {
  const own = effects.filter((row) => row.condition === condition)
  const told = [...Map.groupBy(own, ({ kernel }) => kernel)].flatMap(([kernel, rows]) => {
    const total = sumOf(rows.map(({ unmeasured }) => unmeasured))
    return total === null || total.hits === 0
      ? []
      : [say`${code(kernel)} in ${total.hits} of its ${total.of} jobs`]
  })
  if (told.length === 0) return []
  const text = say`The budget had no room at all for the slower benchmark: ${listed(told)}. It is
    inconclusive then, and counts here as not caught.`
  return [{ kind: 'warning', text }]
}

function others(validation: Validation): Section {
  return {
    title: say`What other rules make of the same blocks`,
    blocks: [
      paragraph(say`Each rule gets what its users have: so many processes of base one after another, then
        as many of head, never side by side; base's slices are from some consecutive blocks of the
        recording, head's from the next ones. Times only, for the other rules know no speedups. "Takes"
        is the time for twelve benchmarks with all start-ups. A job raises a false alarm when any of its
        benchmarks is called slower. Only ours adjusts for their number; the others are taken as they are used. The gate against a
        stored baseline is among them, for it has no more than they have; what it also asks, whether the
        machine has drifted, cannot be asked of a recording. All of them get processes that are as alike,
        and slices as close to each other, as ours; their users have neither.`),
      ...conditions(validation).flatMap((condition) => [
        paragraph([{ strong: `On ${surroundings(condition)}` }]),
        othersTable(validation, condition),
      ]),
      ...folded(true, say`The rules and where they are from`, [sourcesList(validation)]),
    ],
    sections: [],
  }
}

function variations(validation: Validation): Section {
  const { jobs } = validation.settings
  return {
    title: say`What the parts of the procedure are worth`,
    blocks: [
      paragraph(say`The gate with one thing changed, with the same draws for all:
        ${jobs.variations.same} jobs of unchanged code and ${jobs.variations.effect} for each kernel and
        slowdown.`),
      ...conditions(validation).flatMap((condition) => [
        paragraph([{ strong: `On ${surroundings(condition)}` }]),
        variationsTable(validation, condition),
      ]),
    ],
    sections: [],
  }
}

function raw({ raw: rows, recording }: Validation): Section {
  const present = (['quiet', 'competing'] as const).filter(
    (condition) => recording.blocks[condition] > 0,
  )
  return {
    title: say`Bias and spread`,
    blocks: [
      paragraph(say`All blocks as they were recorded: nothing exchanged, nothing drawn. The estimates are
        Hodges-Lehmann with their signed-rank intervals; where the arms are alike, about 95 % of the
        intervals should hold 0. They are by the fastest call of each slice; the spread is the standard
        deviation of a block's change, by that and by the mean call; "next block
        alike" is the correlation of neighbouring blocks, which drawing in a random order hides.`),
      ...present.flatMap((condition) =>
        rawBlocks(
          rows.filter((row) => row.condition === condition),
          condition,
        ),
      ),
    ],
    sections: [],
  }
}

const rawBlocks = (own: readonly RawFigure[], condition: Condition): PageBlock[] => [
  paragraph(
    say`${{ strong: `On ${surroundings(condition)}` }}: of unchanged code, ${biasShare(own, condition)}.`,
  ),
  rawTable(own.filter(({ effect }) => effect === 0)),
  ...folded(true, say`Slower code on ${surroundings(condition)}`, [
    paragraph(say`How large the extra work reads; pools have a part that does not grow with it.`),
    rawTable(own.filter(({ effect }) => effect !== 0)),
  ]),
]

function made({ recording, settings }: Validation): Section {
  const { environment, blocks, pace, capacity, from, to } = recording
  const delivered = (condition: Condition): Inline[] => {
    const found = capacity[condition]
    return found === null
      ? []
      : [say`${cores(found.delivered)} of ${cores(found.of)} cores before the ${condition} ones`]
  }
  const items = [
    say`Recorded with the gate's own code from ${moment(from)} to ${moment(to)}: ${blocks.quiet} blocks with
      nothing else running beside them (quiet, as far as we can see: what the host's other guests did is
      in the spread below) and ${blocks.competing} with one process that computed all the time (competing),
      in turns, on ${environment.cpu} with
      ${environment.cores} cores, ${environment.os}, Node ${environment.node}, Vitest
      ${environment.vitest}.`,
    say`Each block is a fresh process of base and of head, with all ${SUBJECTS.length} benchmarks: six kernels, each
      twice unchanged, once in other words, and with exactly 1, 2, 3, 5 and 10 % more work. Up to ${pace.rounds} rounds of slices of ${duration(SLICE)} after ${duration(pace.warmup)} of
      warm-up, ${steadyText(recording)}.`,
    say`In the gate's stage 2 a process runs only the benchmarks that went on, and may scatter more than here,
      where it runs all of them. Slowdowns are then caught less often than these jobs say; no recording
      shows yet how much less.`,
    say`The second copy of base that some of stage 2's blocks have in the gate was not recorded. Jobs pay for
      its time and go without it, so that their intervals are a little wider than the gate's.`,
    say`Functions warmed up for a fixed time when this was recorded; now each is called until it is steady.`,
    say`The machine delivered ${listed([...delivered('quiet'), ...delivered('competing')])} (medians).
      Failures on record: ${String(recording.failures)}.`,
    say`A job draws every benchmark's blocks in an order of its own, ${number(settings.rules.screen.blocks)} for stage 1 and others for
      stage 2, as many as the gate's own plan asks for; where it asks for more than there are, it gets
      what there is. Drawing without replacement from so few blocks makes jobs more alike than real ones
      are. The rules are the gate's defaults.`,
    say`A pool's own work, about a millisecond a makespan, does not grow with the kernel's: with more work
      its time grows a little less than that, and its speedup a little. Intervals of those are not
      counted as right or wrong.`,
    say`A job's minutes come from the recorded durations: discovery (each benchmark alone on each side),
      stage 1's blocks, and stage 2, where a third arm counts for half of the other two. Of a
      recorded block's start-up (${duration(recording.startup)} in the median, for two processes and ${SUBJECTS.length}
      tests) ${duration(PROCESSES_START)} is taken for the start of the processes; the rest is the tests'
      set-up and goes to them in equal shares. That division is an assumption.`,
    say`Seed ${settings.seed}; the same recording gives the same figures. All of them are in
      ${code('gate-validation.json')} beside this page, the blocks in ${code(recording.file, 120)}
      (SHA-256 ${code(recording.sha256.slice(0, 16))}…).`,
  ]
  return { title: say`How it was made`, blocks: [list(items)], sections: [] }
}

/** Where the arms took their turns, and whether they were alike. */
const steadyText = ({ steady: { core, addresses } }: RecordingFacts): string =>
  `${core === null ? 'on whichever core' : `on core ${core}`} (pools: on all of them), in processes with ${addresses ? 'the same' : 'random'} addresses`

/** `2026-11-22 11:06 UTC`. */
const moment = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`

function again({ settings }: Validation): Section {
  return {
    title: say`How to run it again`,
    blocks: [
      {
        kind: 'code',
        language: 'sh',
        lines: [
          '# record blocks on this machine, then replay them',
          'npm run gate:validate -- --name here',
          '# replay the recording that is kept, and write this page',
          `npm run gate:validate -- --replay --jobs ${settings.jobs.same}`,
        ],
      },
    ],
    sections: [],
  }
}
