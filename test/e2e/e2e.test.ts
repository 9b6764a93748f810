/**
 * Everything that starts Vitest itself, on small projects that have lanemark from its tarball. One
 * file, so that it is packed once, and so that no more than two runs share the machine.
 */
import { afterAll, beforeAll, describe } from 'vitest'
import { commands } from './commands.ts'
import { faults } from './faults.ts'
import { files } from './files.ts'
import { hostileNames } from './hostile-names.ts'
import { interrupts } from './interrupts.ts'
import { languages } from './languages.ts'
import { ordinaryTests } from './ordinary-tests.ts'
import { plainBenchmarks } from './plain-benchmarks.ts'
import { refusals } from './refusals.ts'
import { Runs } from './runs.ts'
import { watching } from './watching.ts'
import { workspaces } from './workspaces.ts'

/** A test waits for its run, and that for the ones before it. */
const PATIENCE = 300_000

describe('end to end', { timeout: PATIENCE }, () => {
  const runs = new Runs()
  beforeAll(() => runs.installed(), PATIENCE)
  afterAll(() => runs.end(), PATIENCE)

  describe('a kernel that misbehaves', () => {
    faults(runs)
  })
  describe('what is refused', () => {
    refusals(runs)
  })
  describe('languages and runners', () => {
    languages(runs)
  })
  describe('plain benchmarks', () => {
    plainBenchmarks(runs)
  })
  describe('reports', () => {
    files(runs)
  })
  describe('names', () => {
    hostileNames(runs)
  })
  describe('ordinary tests', () => {
    ordinaryTests(runs)
  })
  describe('several projects', () => {
    workspaces(runs)
  })
  describe('watch mode', () => {
    watching(runs)
  })
  describe('commands', () => {
    commands(runs)
  })
  describe('an interrupt', () => {
    interrupts(runs)
  })
})
