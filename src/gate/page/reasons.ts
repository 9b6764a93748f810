import { differencesText } from '../decide/stored/fingerprint.ts'
import type { Reason } from '../model/verdicts.ts'
import { exactPercent } from '../../text/format.ts'

/** A reason as one sentence, without a full stop: what happened, and where it helps what to do. */
export function explain(reason: Reason): string {
  switch (reason.code) {
    case 'budget':
      return reason.stage === 'screen'
        ? 'not measured: it did not fit the time budget; raise --budget, or filter the benchmarks'
        : 'stage 1 called for more blocks, and the time budget had none left; raise --budget'
    case 'few-blocks':
      return `${reason.counted} blocks count (${reason.dropped} dropped), an interval needs ${reason.needed}`
    case 'floor':
      return `the exact test cannot reject with ${reason.counted} blocks: its p is never below 2^-${reason.counted}, and ${reason.tests} tests at a joint ${exactPercent(reason.alpha)} need ${reason.needed} blocks`
    case 'few-values':
      return `${reason.base} stored blocks and ${reason.head} of head count: too few for the exact test among ${reason.tests} tests, or for its interval`
    case 'other-machine':
      return `not compared: the baseline is of another machine or version (${differencesText(reason.differences)})`
    case 'drifted':
      return `would be ${reason.instead}, but the machine has drifted by ${deviation(reason.drift)} since the baseline was saved (a fixed computation tells), and the verdict does not survive that much`
    case 'drift-within':
      return `the machine has drifted by ${deviation(reason.drift)} since the baseline was saved; the verdict holds even if head is off by as much`
    case 'spans-margin':
      return 'the interval reaches from within the margin to beyond it; more blocks would narrow it'
    default:
      return `beyond the margin by its own interval, but not sure enough among ${reason.tests} tests (adjusted p ${reason.p.toPrecision(2)}, needs ${exactPercent(reason.alpha)})`
  }
}

function deviation(ratio: number): string {
  const change = 100 * (ratio - 1)
  return `${change < 0 ? '-' : '+'}${Math.abs(change).toFixed(2)} %`
}
