/** Parts of a report that have the same name, told apart. Pure. */
import type { Comparison, Report } from '../model.ts'

/**
 * Two comparisons of one name, of one test or of two, get what differs between them behind it: the
 * kernel's export, or else a number.
 */
export function toldApart(report: Report): Report {
  const { comparisons, benches } = report
  const names = numbered([...withKernels(comparisons), ...benches.map(({ name }) => name)])
  const renamed = <Part extends { name: string }>(parts: readonly Part[], from: number): Part[] =>
    parts.map((part, index) => Object.assign({}, part, { name: names[from + index] }))
  return {
    ...report,
    comparisons: renamed(comparisons, 0),
    benches: renamed(benches, comparisons.length),
  }
}

/** The names, with the kernel's behind it where that tells all comparisons of one name apart. */
function withKernels(comparisons: readonly Comparison[]): string[] {
  const groups = Map.groupBy(comparisons, ({ name }) => name)
  return comparisons.map(({ name, kernel }) => {
    const kernels = new Set(groups.get(name)?.map((each) => kernelName(each.kernel)))
    const differ = kernels.size > 1 && kernels.size === groups.get(name)?.length
    return differ ? `${name}: ${kernelName(kernel)}` : name
  })
}

/** A default export is known by its module: `kernels/quick.ts` is `quick`. */
const kernelName = ({ module, export: name }: Comparison['kernel']): string =>
  name === 'default' ? module.replace(/^.*\//, '').replace(/\.[^.]*$/, '') : name

/** Names that are there several times get a number, `sorting (2)`, which no other name has. */
function numbered(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    let number = 1
    let unique = name
    while (taken.has(unique)) {
      number += 1
      unique = `${name} (${number})`
    }
    taken.add(unique)
    return unique
  })
}
