/**
 * Which differences between two machines forbid which comparison.
 *
 * Times need the same processor, cores, architecture, operating system (name, and release up to the
 * second number), Node (up to the second number: V8 changes with it), flags, Vitest (which
 * transforms what is measured) and lanemark (up to the second number), and the same pace. Speedups
 * are dimensionless, but a pool's speedup is made of its cores, and of how the system and Node start
 * and wake its workers: they need the same cores, operating system's name, Node's first number,
 * lanemark and pace. Everything else may differ, and is said.
 */
import type { Fingerprint } from '../../model/baseline.ts'
import type { Metric } from '../../model/facts.ts'
import type { Difference } from '../../model/stored-record.ts'

type Compared = (value: string) => string

const whole: Compared = (value) => value
/** `v24.11.0` as `v24`, and as `v24.11`. */
const numbers =
  (count: number): Compared =>
  (value) =>
    value.split(/[.-]/).slice(0, count).join('.')

/** Per metric and field what must agree; a field that is missing may differ. */
const NEEDED: Record<Metric, Partial<Record<keyof Fingerprint, Compared>>> = {
  time: {
    cpu: whole,
    cores: whole,
    arch: whole,
    os: whole,
    release: numbers(2),
    node: numbers(2),
    flags: whole,
    vitest: numbers(2),
    lanemark: numbers(2),
    pace: whole,
  },
  speedup: { cores: whole, os: whole, node: numbers(1), lanemark: numbers(2), pace: whole },
}

/** Names of the fields for people. */
export const FIELDS: Record<keyof Fingerprint, string> = {
  cpu: 'processor',
  cores: 'cores',
  arch: 'architecture',
  os: 'operating system',
  release: 'release of the operating system',
  node: 'Node',
  flags: 'flags',
  vitest: 'Vitest',
  lanemark: 'lanemark',
  pace: 'pace',
}

/** Every field that differs at all, in the order of `FIELDS`. */
export function differencesOf(stored: Fingerprint, here: Fingerprint): Difference[] {
  const fields = Object.keys(FIELDS) as (keyof Fingerprint)[]
  return fields.flatMap((field) => {
    const difference = { field, stored: textOf(stored[field]), here: textOf(here[field]) }
    return difference.stored === difference.here ? [] : [difference]
  })
}

/** Those of the differences that forbid a comparison of this kind; none: it may be compared. */
export function forbidding(differences: readonly Difference[], metric: Metric): Difference[] {
  return differences.filter(({ field, stored, here }) => {
    const compared = NEEDED[metric][field]
    return compared !== undefined && compared(stored) !== compared(here)
  })
}

function textOf(value: string | number | string[]): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(' ')
  return String(value)
}

/** `processor: A then, B here; cores: 4 then, 2 here`. */
export const differencesText = (
  differences: readonly { field: string; stored: string; here: string }[],
): string =>
  differences
    .map(({ field, stored, here }) => `${nameOf(field)}: ${stored} then, ${here} here`)
    .join('; ')

const nameOf = (field: string): string =>
  (FIELDS as Partial<Record<string, string>>)[field] ?? field
