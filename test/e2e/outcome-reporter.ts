/** Vitest's outcome as data: each test's state and errors, into the file `outcome.json`. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Reporter, TestCase, Vitest } from 'vitest/node'

export interface Outcome {
  state: string
  /** Ms. */
  duration: number
  errors: readonly OutcomeError[]
}

export interface OutcomeError {
  name: string
  message: string
  stack?: string
  cause?: OutcomeError
  [property: string]: unknown
}

export default class OutcomeReporter implements Reporter {
  readonly #tests: Record<string, Outcome> = {}
  #root = '.'

  onInit(vitest: Vitest): void {
    this.#root = vitest.config.root
  }

  onTestCaseResult(test: TestCase): void {
    const { state, errors = [] } = test.result()
    const duration = test.diagnostic()?.duration ?? 0
    // as it is now: Vitest's own reporter rewrites the names of causes when it prints them
    this.#tests[test.fullName] = structuredClone({ state, duration, errors }) as Outcome
  }

  onTestRunEnd(): void {
    writeFileSync(join(this.#root, 'outcome.json'), JSON.stringify(this.#tests))
  }
}
