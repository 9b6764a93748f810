/** What runs as one: a Vitest test, named so that both sides and people agree on it. */

export interface TestPlace {
  /** Empty unless the run has several projects. */
  project: string
  /** Relative to the project's root, with forward slashes. */
  file: string
  /** With its suites: `suite > test`. */
  name: string
  /** How many tests of the same name stand before it in the file. */
  nth: number
}

/** `bench/sum.bench.ts > suite > test`. */
export function unitOf({ project, file, name, nth }: TestPlace): string {
  const where = project === '' ? file : `|${project}| ${file}`
  return nth === 0 ? `${where} > ${name}` : `${where} > ${name} (${nth + 1})`
}

/** Counts tests of the same name, in the order in which they are met. */
export class Namesakes {
  readonly #met = new Map<string, string[]>()

  /** @param key the test's file and full name @param id Vitest's own id of the test */
  nth(key: string, id: string): number {
    const ids = this.#met.get(key) ?? []
    this.#met.set(key, ids)
    const index = ids.indexOf(id)
    return index === -1 ? ids.push(id) - 1 : index
  }
}

/** Set by the runner where unit names must tell projects apart; its workers inherit it. */
export const PROJECTS_VARIABLE = 'LANEMARK_GATE_PROJECTS'
