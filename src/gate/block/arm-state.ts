/** What the coordinator knows of one arm in one block. */
import type { Offered } from './block-group.ts'
import type { ArmName, FileAssignment, FromArm } from '../arms/arm-protocol.ts'

/** How a test ended in an arm. */
export interface Tested {
  state: 'passed' | 'failed' | 'skipped'
  error: string | null
}

/** How Vitest names a unit. */
export interface TestName {
  file: string
  name: string
}

export class ArmState {
  readonly arm: ArmName
  /** Groups that wait to be measured. */
  readonly offers: Offered[] = []
  readonly tested = new Map<string, Tested>()
  /** Tests that were found in files that loaded. */
  readonly units = new Map<string, TestName>()
  /** Why files did not load. */
  readonly fileErrors = new Map<string, string>()
  /** Errors outside of files and tests, and what the process said when it died. */
  readonly errors: string[] = []
  readonly digests = new Map<string, string[]>()
  /** When each test began, and its time outside of groups, ms. */
  readonly setup = new Map<string, number>()
  /** Tests that were not measured here, since they hang on the other side. */
  readonly passedOver = new Set<string>()
  /** It takes no further part. */
  gone = false
  /** It said that all its tests are through. */
  finished = false
  /** Files that were loaded, and files that are through. */
  readonly #collected = new Set<string>()
  readonly #closed = new Set<string>()
  #begun: { unit: string; at: number } | null = null

  readonly #planned: ReadonlySet<string> | null

  /** @param planned the units that it runs; null: whatever there is */
  constructor(arm: ArmName, planned: ReadonlySet<string> | null) {
    this.arm = arm
    this.#planned = planned
  }

  /** Whether it came to the file. */
  knows(file: string): boolean {
    return this.#collected.has(file) || this.#closed.has(file) || this.fileErrors.has(file)
  }

  /** Whether the unit is among those that it runs. */
  expects(unit: string): boolean {
    return this.#planned === null || this.#planned.has(unit)
  }

  /** Its process ended in this test, or hung; where nobody knows in which, its first file is to blame. */
  blame(unit: string, error: string, files: readonly string[]): void {
    if (unit !== '' && this.tested.get(unit)?.state !== 'failed') {
      this.tested.set(unit, { state: 'failed', error })
      return
    }
    const file = files.find((one) => !this.#closed.has(one))
    if (file === undefined) return
    this.fileErrors.set(file, error)
    this.#closed.add(file)
  }

  /** The unit is not measured here, for it hangs elsewhere. */
  passOver(unit: string): void {
    this.passedOver.add(unit)
  }

  /** What of these files it has not run yet, for a fresh process to go on with. */
  rest(files: readonly string[]): FileAssignment[] {
    return files.flatMap((file): FileAssignment[] => {
      if (this.#closed.has(file)) return []
      if (!this.#collected.has(file)) return [{ file, tests: null }]
      const left = [...this.units].filter(
        ([unit, name]) =>
          name.file === file && !this.tested.has(unit) && !this.passedOver.has(unit),
      )
      return left.length === 0 ? [] : [{ file, tests: left.map(([, { name }]) => name) }]
    })
  }

  /** The test that runs by itself now. */
  get current(): string | null {
    return this.#begun?.unit ?? null
  }

  leave(): void {
    this.gone = true
    this.offers.length = 0
  }

  /** Whether the unit can still be offered by this arm. */
  awaits(unit: string): boolean {
    if (this.gone || this.tested.has(unit)) return false
    const isIn = (file: string): boolean => unit.startsWith(`${file} > `)
    if ([...this.#closed].some(isIn)) return false
    return this.units.has(unit) || ![...this.#collected].some(isIn)
  }

  hear(message: FromArm, now: number): void {
    switch (message.type) {
      case 'closed':
        this.#closed.add(message.file)
        break
      case 'collected':
        this.#collected.add(message.file)
        for (const { unit, name } of message.tests) {
          this.units.set(unit, { file: message.file, name })
        }
        if (message.errors[0] !== undefined) this.fileErrors.set(message.file, message.errors[0])
        break
      case 'begun':
        this.#begun = { unit: message.unit, at: now }
        break
      case 'tested':
        this.#pause(message.unit, now)
        // a process that goes on for another one skips what that one ran
        if (message.state === 'skipped' && this.tested.has(message.unit)) break
        if (this.passedOver.has(message.unit)) break
        this.tested.set(message.unit, { state: message.state, error: message.error })
        break
      case 'digests':
        this.digests.set(message.unit, message.digests)
        break
      case 'finished':
        this.errors.push(...message.errors)
        this.finished = true
        break
      default:
        break
    }
  }

  offer(offered: Offered, now: number): void {
    this.offers.push(offered)
    this.#pause(offered.offer.unit, now)
  }

  /** After a group: the test goes on by itself. */
  resume(unit: string, now: number): void {
    this.#begun = { unit, at: now }
  }

  #pause(unit: string, now: number): void {
    if (this.#begun?.unit !== unit) return
    this.setup.set(unit, (this.setup.get(unit) ?? 0) + now - this.#begun.at)
    this.#begun = null
  }
}
