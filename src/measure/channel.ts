/**
 * What the benchmark's process tells the reporter in Vitest's main process: comparisons, groups and
 * progress, as test artifacts, and the settings that come the other way.
 */
import { expect, inject, recordArtifact } from 'vitest'
import type { TestArtifactBase, TestContext } from 'vitest'
import { LanemarkError } from '../findings.ts'
import type { Finding } from '../findings.ts'
import type { BenchGroup, Claim, Comparison, KernelRef } from '../model.ts'

export interface Progress {
  /** What runs: `round 3 of 12, threads`. */
  text: string
  /** Estimated ms until this comparison or group is done. */
  left: number
}

interface ComparisonArtifact extends TestArtifactBase {
  type: 'lanemark:comparison'
  comparison: Comparison
}

interface GroupArtifact extends TestArtifactBase {
  type: 'lanemark:group'
  group: BenchGroup
}

interface ClaimArtifact extends TestArtifactBase {
  type: 'lanemark:claim'
  claim: Claim
}

/** That a kernel's module is used, before anything can go wrong with it. */
interface KernelArtifact extends TestArtifactBase {
  type: 'lanemark:kernel'
  url: string
}

interface ProgressArtifact extends TestArtifactBase {
  type: 'lanemark:progress'
  progress: Progress
}

/** From the plugin to the benchmark's process. */
export interface ProvidedSettings {
  /** One for all comparisons and groups of a run. */
  seed: number
  /** The project's root, with forward slashes and no slash at the end. */
  root: string
  /** Vitest's pool. */
  pool: string
  /** Why a bench file must not be measured, by its path: what its report would overwrite. */
  refused: Record<string, Finding>
  /** Benchmarks whose slowdown the gate lets pass. */
  acknowledge: string[]
  /** Whether plain benchmarks count the bytes that a call allocates. */
  bytes: boolean
}

declare module 'vitest' {
  interface TestArtifactRegistry {
    'lanemark:comparison': ComparisonArtifact
    'lanemark:group': GroupArtifact
    'lanemark:claim': ClaimArtifact
    'lanemark:progress': ProgressArtifact
    'lanemark:kernel': KernelArtifact
  }
  interface ProvidedContext {
    lanemark?: ProvidedSettings
  }
}

type Test = TestContext['task']

/** At most so often, ms; every message crosses to the main process. */
const PROGRESS_INTERVAL = 500

/**
 * @throws {LanemarkError} `no-plugin` where the plugin is not in use; `report-taken` or
 * `report-unwritable` where the report of the running bench file would overwrite another file
 */
export function providedSettings(): ProvidedSettings {
  const settings = inject('lanemark')
  if (settings === undefined) throw new LanemarkError({ code: 'no-plugin' })
  const refused = settings.refused[expect.getState().testPath ?? '']
  if (refused !== undefined) throw new LanemarkError(refused)
  return settings
}

export async function sendComparison(test: Test, comparison: Comparison): Promise<void> {
  await recordArtifact(test, { type: 'lanemark:comparison', comparison })
}

/** @param kernel as it was given, which may be anything */
export async function sendKernel(test: Test, kernel: unknown): Promise<void> {
  const { url } = (kernel ?? {}) as Partial<KernelRef>
  if (typeof url === 'string') await recordArtifact(test, { type: 'lanemark:kernel', url })
}

export async function sendGroup(test: Test, group: BenchGroup): Promise<void> {
  await recordArtifact(test, { type: 'lanemark:group', group })
}

export async function sendClaim(test: Test, claim: Claim): Promise<void> {
  await recordArtifact(test, { type: 'lanemark:claim', claim })
}

/** A function that sends progress, but not too often. */
export function progressSender(test: Test): (progress: Progress) => Promise<void> {
  let last = -Infinity
  return async (progress) => {
    if (performance.now() - last < PROGRESS_INTERVAL) return
    last = performance.now()
    await recordArtifact(test, { type: 'lanemark:progress', progress })
  }
}
