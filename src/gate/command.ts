/** The command that runs a gate again, as it would be typed into a shell. Pure. */
import { shellWord } from '../text/shell-word.ts'
import type { Picked } from './model/facts.ts'
import type { GateSettings, SaveSettings, StoredGateSettings } from './model/settings.ts'

const percent = (share: number): string => `${Number((100 * share).toPrecision(6))}%`

export function commandOf(settings: GateSettings): string {
  return gateCommand(`--base=${shellWord(settings.base)}`, settings)
}

/** Of a gate against a stored baseline. */
export function storedCommandOf(settings: StoredGateSettings): string {
  return gateCommand(`--baseline=${shellWord(settings.baseline)}`, settings)
}

/** Of saving a baseline. */
export function saveCommandOf({ output, budget, seed, setup, picked }: SaveSettings): string {
  const words = ['npx lanemark baseline save', `--output=${shellWord(output)}`]
  words.push(`--budget=${budget / 1000}s`)
  if (setup !== null) words.push(`--setup=${shellWord(setup)}`)
  return [...words, `--seed=${seed}`, ...pickedWords(picked)].join(' ')
}

function gateCommand(against: string, settings: Omit<GateSettings, 'base'>): string {
  const { budget, rules, strict, seed, setup, acknowledged, own, picked } = settings
  const words = ['npx lanemark gate', against, `--budget=${budget / 1000}s`]
  words.push(`--margin=${percent(rules.margin)}`, `--alpha=${percent(rules.alpha)}`)
  if (strict) words.push('--strict')
  for (const name of acknowledged) words.push(`--acknowledge=${shellWord(name)}`)
  for (const path of own) words.push(`--own=${shellWord(path)}`)
  if (setup !== null) words.push(`--setup=${shellWord(setup)}`)
  return [...words, `--seed=${seed}`, ...pickedWords(picked)].join(' ')
}

function pickedWords({ filters, projects, named }: Picked): string[] {
  const words = projects.map((project) => `--project=${shellWord(project)}`)
  if (named !== null) words.push('-t', shellWord(named))
  const files = filters.map(shellWord)
  // after two dashes nothing is an option
  if (filters.some((filter) => filter.startsWith('-'))) files.unshift('--')
  return [...words, ...files]
}
