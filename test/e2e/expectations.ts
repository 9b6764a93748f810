/** What many tests of real runs expect. */
import { expect } from 'vitest'
import { commandOf } from './processes.ts'
import type { OutcomeError } from './outcome-reporter.ts'
import { previous } from './project.ts'
import type { Ran } from './project.ts'

/** The one error of a test that failed. */
export function errorOf(ran: Ran, test: string): OutcomeError {
  const outcome = ran.tests[test]
  if (outcome === undefined) throw new Error(`"${test}" did not run\n${ran.stdout}\n${ran.stderr}`)
  expect(outcome.state).toBe('failed')
  // a hook of the projects adds an error where a comparison left a process behind
  expect(outcome.errors.map(({ message }) => message)).toHaveLength(1)
  return outcome.errors[0] as OutcomeError
}

export function expectSuccess(ran: Ran): void {
  const failed = Object.entries(ran.tests).filter(([, { state }]) => state !== 'passed')
  expect(failed).toEqual([])
  expect(ran).toMatchObject({ stderr: '', exitCode: 0 })
  expectNobodyLeft(ran)
}

/** The run failed as a whole and left everything as it was. */
export function expectFailure(ran: Ran, reports: readonly string[]): void {
  expect(ran).toMatchObject({ exitCode: 1, signal: null })
  expectUntouched(ran, reports)
  expectNobodyLeft(ran)
}

/** The reports of an earlier run, and no others, byte for byte. */
export function expectUntouched(ran: Ran, reports: readonly string[]): void {
  expect(ran.reports).toEqual(Object.fromEntries(reports.map((name) => [name, previous(name)])))
}

export function expectNobodyLeft(ran: Ran): void {
  expect(ran.survivors.map(commandOf)).toEqual([])
}
