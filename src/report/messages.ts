/** Warnings as text: what it means for the figures, and what to do. */
import type { Warning } from '../model.ts'
import { cores, count, percent } from '../text/format.ts'
import { code, listed, say, type Inline } from '../text/inline.ts'
import { number, partOf, plural } from '../text/words.ts'

/** The text of a warning, one or two sentences. */
export function warningText(warning: Warning): Inline {
  switch (warning.code) {
    case 'capacity-short':
      return say`The machine was short of capacity in
        ${partOf(warning.rounds, warning.of, 'round')}: it delivered ${cores(warning.median)} cores' worth of work to
        ${count(warning.workers)} threads in the median. What was measured in a short round
        says more about the machine than about the modes${warning.leftOut ? ', so it is left out of all figures' : ''}.`
    case 'few-rounds':
      return say`The figures rest on ${plural(warning.rounds, 'round')}; an interval needs
        ${number(warning.needed)}. Take the differences as hints, or raise the time budget.`
    case 'beyond-bound':
      return say`${listed(warning.labels.map((label) => [code(label)]))} attained up to
        ${percent(warning.most)} of the bound, more than any order of these calls allows. So the
        machine was slower while ${code('serial')} ran than in the rest of the round; take no gain beyond the bound
        from this run.`
    case 'oversubscribed':
      return say`${code(warning.label)} has ${plural(warning.workers, 'worker')} on
        ${cores(warning.cores)} cores, so its workers wait for each other. Use as many workers as
        cores.`
    case 'cpu-untold':
      return say`This platform does not tell the CPU time of a thread, so waiting for a core cannot be
        told from computing.`
  }
}
