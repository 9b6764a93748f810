/** Benchmarks whose processes settle in one of two states: what the noise panel says of them. */
import { logMargin } from '../decide/rules.ts'
import { BIMODAL_RULES, bimodalTest, type TwoKinds } from '../../stats/bimodal.ts'
import { join, say, type Inline } from '../../text/inline.ts'
import { plural } from '../../text/words.ts'
import type { GateReport } from '../model/record.ts'
import { benchmarkName } from './tables.ts'
import { byBlock, figureText } from './both-sides.ts'
import { exactPercent } from '../../text/format.ts'

/** The two kinds of a benchmark's processes, by the logarithms of its blocks' medians. */
interface Flag {
  id: string
  base: TwoKinds | null
  head: TwoKinds | null
  /** Whether the same blocks are of the high kind on both sides: then it is the machine. */
  together: boolean
}

/** At most so many are told. */
const MOST = 5

/** Share of the blocks that must be of the same kind on both sides to blame the machine. */
const SAME = 0.9

/**
 * One sentence a flagged benchmark, and one that says what a flag means. Only stage 2 has enough
 * blocks. Kinds that are nearer to each other than the margin are not told: no verdict turns on
 * them.
 */
export function kindsItems(report: GateReport): Inline[] {
  const flags = flagsOf(report)
  if (flags.length === 0) return []
  const told = flags.slice(0, MOST).map((flag) => sentence(report, flag))
  const rest = flags.length - told.length
  return [
    ...told,
    ...(rest === 0 ? [] : [say`So ${rest === 1 ? 'does' : 'do'} ${plural(rest, 'other')}.`]),
    say`Kinds are found by a dip test (${exactPercent(BIMODAL_RULES.level)} each) on the medians of stage 2's
      blocks, which misses many. Processes of one code may settle in different states of compilation
      or memory, and each block holds one draw of them.`,
  ]
}

export function flagsOf(report: GateReport): Flag[] {
  const twoKinds = bimodalTest()
  const least = logMargin(report.decision.rules)
  const apart = (values: readonly number[]): TwoKinds | null => {
    const found = twoKinds(values)
    return found !== null && found.high.value - found.low.value > least ? found : null
  }
  return report.decision.results.flatMap((result): Flag[] => {
    if (result.state !== 'judged' || result.stage !== 'test') return []
    const blocks = byBlock(report, result.id, 'test').filter((one) => one.base > 0 && one.head > 0)
    const bases = blocks.map((one) => Math.log(one.base))
    const heads = blocks.map((one) => Math.log(one.head))
    const [base, head] = [apart(bases), apart(heads)]
    if (base === null && head === null) return []
    return [{ id: result.id, base, head, together: agree([bases, base], [heads, head]) }]
  })
}

type Side = readonly [values: readonly number[], kinds: TwoKinds | null]

function agree([bases, base]: Side, [heads, head]: Side): boolean {
  if (base === null || head === null) return false
  const same = bases.filter((value, index) => value > base.border === heads[index]! > head.border)
  return same.length >= SAME * bases.length
}

function sentence(report: GateReport, { id, base, head, together }: Flag): Inline {
  const at = (log: number): string => figureText(report, id, Math.exp(log))
  const side = (name: string, kinds: TwoKinds | null): Inline[] => {
    if (kinds === null) return []
    const { low, high } = kinds
    return [
      say`about ${at(low.value)} in ${low.count} blocks and ${at(high.value)} in ${high.count} (${name})`,
    ]
  }
  const sides = join([...side('base', base), ...side('head', head)], '; ')
  if (!together) return say`${benchmarkName(id)} runs in two kinds: ${sides}.`
  return say`${benchmarkName(id)} ran at two speeds, base and head in the same blocks: ${sides}. That
    points to the machine, not to the code.`
}
