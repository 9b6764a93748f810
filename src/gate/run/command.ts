/** The command that runs a gate again, as it would be typed into a shell. Pure. */
import type { GateSettings } from './settings.ts'

const quoted = (word: string): string =>
  /^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`

const percent = (share: number): string => `${Number((100 * share).toPrecision(6))}%`

export function commandOf(settings: GateSettings): string {
  const { base, budget, rules, strict, seed, setup, acknowledged, filters } = settings
  const words = ['npx lanemark gate', `--base=${quoted(base)}`, `--budget=${budget / 1000}s`]
  words.push(`--margin=${percent(rules.margin)}`, `--alpha=${percent(rules.alpha)}`)
  if (strict) words.push('--strict')
  for (const name of acknowledged) words.push(`--acknowledge=${quoted(name)}`)
  if (setup !== null) words.push(`--setup=${quoted(setup)}`)
  words.push(`--seed=${seed}`)
  const named = filters.map(quoted)
  // after two dashes nothing is an option
  if (filters.some((filter) => filter.startsWith('-'))) named.unshift('--')
  return [...words, ...named].join(' ')
}
