/** What a run of Vitest tells of the one comparison in it: progress, its figures, or what went wrong. */
import type { Reporter, SerializedError, TestCase, TestModule, Vitest } from 'vitest/node'
import { LanemarkError } from '../../findings.ts'
import type { Finding } from '../../findings.ts'
import type { Comparison } from '../../model.ts'
import type { LiveLine } from '../../reporter/live.ts'

type Artifact = Parameters<NonNullable<Reporter['onTestCaseArtifactRecord']>>[1]
type Log = Parameters<NonNullable<Reporter['onUserConsoleLog']>>[0]

export class Gathering implements Reporter {
  readonly #live: LiveLine
  readonly #errors: SerializedError[] = []
  #comparison: Comparison | null = null

  constructor(live: LiveLine) {
    this.#live = live
  }

  onTestCaseArtifactRecord(test: TestCase, artifact: Artifact): void {
    if (artifact.type === 'lanemark:progress') this.#live.show(test.name, artifact.progress)
    if (artifact.type === 'lanemark:comparison') this.#comparison = artifact.comparison
  }

  /** What a kernel prints is nothing that a program should have to read. */
  onUserConsoleLog({ content }: Log): void {
    this.#live.clear()
    process.stderr.write(content)
  }

  onTestCaseResult(test: TestCase): void {
    this.#errors.push(...(test.result().errors ?? []))
  }

  onTestModuleEnd(module: TestModule): void {
    this.#errors.push(...module.errors())
  }

  /** @throws {LanemarkError} what the comparison ended with, or else an error of its text and stack */
  outcome({ state }: Vitest): Comparison {
    const [error] = [...this.#errors, ...(state.getUnhandledErrors() as SerializedError[])]
    if (error !== undefined) throw asThrown(error)
    if (this.#comparison === null) throw new Error('Vitest ended before the comparison did')
    return this.#comparison
  }
}

/** An error that has crossed to this process, as it was. */
function asThrown({ finding, message, stack, cause }: SerializedError): Error {
  const options = cause === undefined ? {} : { cause: asThrown(cause) }
  if (finding !== undefined) return new LanemarkError(finding as Finding, options)
  return Object.assign(new Error(message, options), { stack: stack ?? message })
}
