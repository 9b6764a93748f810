/** How like a comparison is to the one that it repeats on a smaller scale. Pure. */
import type { CaseResult, Comparison, Repeats, TaskTime } from '../model.ts'
import { sum } from '../stats/mean.ts'

type Shape = Pick<Comparison, 'tasks' | 'cases'>

/** Both have as many tasks. */
export function likeness({ name, ...other }: Shape & { name: string }, own: Shape): Repeats {
  const [theirs, ours] = [sharesOf(other.tasks), sharesOf(own.tasks)]
  return {
    name,
    shares: Math.max(...theirs.map((share, index) => Math.abs(share - ours[index]!))),
    bounds: Math.max(0, ...own.cases.map((case_) => Math.abs(boundIn(other, case_) - case_.bound))),
  }
}

function sharesOf(tasks: readonly TaskTime[]): number[] {
  const total = sum(tasks.map(({ duration }) => duration))
  return tasks.map(({ duration }) => duration / total)
}

/** A case that the other one has not is not held against it. */
const boundIn = ({ cases }: Shape, { label, bound }: CaseResult): number =>
  cases.find((one) => one.label === label)?.bound ?? bound
