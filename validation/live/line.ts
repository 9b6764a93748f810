/** A job's line: what was true beside what the gate said. Pure. */
import type { Environment } from '../../src/model.ts'
import type { GateReport } from '../../src/gate/model/record.ts'
import type { Result } from '../../src/gate/model/verdicts.ts'
import { median } from '../../src/stats/quantile.ts'
import type { Ran } from './gate.ts'
import { LIVE_SCHEMA } from './model.ts'
import type { JudgedFunction, LiveJob } from './model.ts'
import type { Truth } from './truth.ts'

export type Circumstances = Pick<LiveJob, 'job' | 'build' | 'budget' | 'seed'> & {
  environment: Environment
}

export function lineOf(circumstances: Circumstances, truth: Truth, ran: Ran): LiveJob {
  const { exitCode, seconds, report } = ran
  return {
    schema: LIVE_SCHEMA,
    ...circumstances,
    exitCode,
    seconds: Number(seconds.toFixed(1)),
    delivered: delivered(report),
    functions: [...truth].map(([name, more]) => said(name, more, resultOn(report, name))),
  }
}

/** A job without a result on a function is no reason to leave the job out. */
const resultOn = (report: GateReport | null, name: string): Result | undefined =>
  report?.decision.results.find(({ id }) => id.endsWith(` > ${name}`))

const NOTHING_SAID = {
  verdict: 'none',
  sure: null,
  stage: 'none',
  change: null,
  interval: null,
  resolution: null,
} as const

function said(name: string, more: number, result: Result | undefined): JudgedFunction {
  if (result?.state !== 'judged') return { name, more, ...NOTHING_SAID }
  const { verdict, sure, stage, change, detectable } = result
  const interval = change?.interval ?? null
  return {
    name,
    more,
    verdict,
    sure,
    stage,
    change: change === null ? null : short(change.value),
    interval: interval === null ? null : [short(interval.low), short(interval.high)],
    resolution: detectable === null ? null : short(detectable),
  }
}

/** To a ten-thousandth of a per cent. */
const short = (ratio: number): number => Number(ratio.toFixed(6))

function delivered(report: GateReport | null): number | null {
  const found = (report?.blocks ?? []).map(({ capacity }) => capacity.delivered)
  return found.length === 0 ? null : Number(median(found).toFixed(3))
}
