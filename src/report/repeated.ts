/**
 * A comparison that takes too long to be repeated, and beside it the same work on a smaller scale: one
 * entry of a report, whose answer rests on the latter.
 */
import { sharedSpace } from '../explain/system.ts'
import type { CaseResult, Comparison } from '../model.ts'
import { answer, gainBy } from './answer.ts'
import { spaceText } from './cause-text.ts'
import { duration } from '../text/format.ts'
import { code, listed, say, type Inline } from '../text/inline.ts'
import { recommendation } from './recommendation.ts'
import { verdict } from '../explain/verdict.ts'
import { manner, plural } from '../text/words.ts'

export interface Repeated {
  /** The inputs themselves. */
  once: Comparison
  /** The smaller scale. */
  often: Comparison
  /** The inputs themselves, divided; null: nobody did. */
  inParts: Comparison | null
}

/** What is compared under one name. */
export type Entry = Comparison | Repeated

/** Its comparisons, in the order of the page. */
export const allOf = ({ once, often, inParts }: Repeated): Comparison[] =>
  inParts === null ? [once, often] : [once, often, inParts]

export const isRepeated = (entry: Entry): entry is Repeated => 'often' in entry

/** The comparisons in their order, those that belong together as one. */
export function entriesOf(comparisons: readonly Comparison[]): Entry[] {
  const named = (name: string) => comparisons.find((one) => one.name === name)
  const pairs = comparisons.flatMap((often): Repeated[] => {
    const once = often.repeats === null ? undefined : named(often.repeats.name)
    if (once === undefined) return []
    const inParts = comparisons.find(({ divided }) => divided?.whole.of === once.name) ?? null
    return [{ once, often, inParts }]
  })
  return comparisons.flatMap((one): Entry[] => {
    if (pairs.some(({ often, inParts }) => often === one || inParts === one)) return []
    return [pairs.find(({ once }) => once === one) ?? one]
  })
}

/** The smaller scale with the name, and the names of the inputs, that it stands for. */
export const standIn = ({ once, often }: Repeated): Comparison => ({
  ...often,
  name: once.name,
  tasks: often.tasks.map((task, index) => ({
    ...task,
    input: once.tasks[index]?.input ?? task.input,
  })),
})

const took = (case_: CaseResult): Inline => say`${duration(case_.makespan.value)} ${manner(case_)}`

/** What the smaller scale is, and what the inputs themselves took. */
function scales({ once, often }: Repeated): Inline {
  const inputs = often.tasks.map(({ input }): Inline => [code(input)])
  const times = once.order.length === 1 ? 'once' : plural(once.order.length, 'time')
  return say`On that scale the inputs are ${listed(inputs)}. The inputs themselves ran ${times} in each mode:
    ${listed(once.cases.map(took))}.`
}

/** The answer of both, a few sentences; the first rests on the smaller scale and says so. */
export function repeatedAnswer(entry: Repeated): Inline {
  const { often } = entry
  const named = standIn(entry)
  const outcome = verdict(named)
  const counted = often.capacity.counted?.length ?? often.order.length
  const ground = say`in ${plural(counted, 'round')} on a smaller scale`
  return outcome.kind === 'gain'
    ? say`${gainBy(ground, named, outcome)} ${scales(entry)}`
    : say`${answer(named)} That was measured ${ground}. ${scales(entry)}`
}

/** What to do, without a capital; null where nothing follows. */
export function repeatedAdvice(entry: Repeated): Inline | null {
  const advice = recommendation(standIn(entry))
  const share = sharedSpace(entry.once)
  if (advice === null || share === null) return advice
  return say`${advice} With the inputs themselves processes are ahead of threads: ${spaceText(share)}.`
}
