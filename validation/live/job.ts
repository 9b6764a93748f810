/** One job from start to end: laid out, run, written down; nothing is left behind. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { environment } from '../../src/system/environment.ts'
import { runGate } from './gate.ts'
import type { Asked } from './gate.ts'
import { lineOf } from './line.ts'
import type { LiveJob } from './model.ts'
import { layOutRepository } from './repository.ts'
import { truthOf } from './truth.ts'

const dist = fileURLToPath(new URL('../../dist/', import.meta.url))

/** @throws the signal's reason when it is aborted */
export async function runJob(job: number, asked: Asked, signal: AbortSignal): Promise<LiveJob> {
  const truth = truthOf(job)
  const { version } = createRequire(import.meta.url)('vitest/package.json') as { version: string }
  const { budget, seed } = asked
  const here = environment(version, new Date())
  const circumstances = { job, environment: here, build: digestOf(dist), budget, seed }
  const repository = await layOutRepository(truth)
  process.on('exit', repository.removeNow)
  try {
    return lineOf(circumstances, truth, await runGate(repository, asked, signal))
  } finally {
    await repository.remove()
    process.off('exit', repository.removeNow)
  }
}

/** Of all that runs there: a version number stays the same while the gate changes. */
function digestOf(folder: string): string {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const scripts = paths.filter((path) => path.endsWith('.js')).toSorted()
  const hash = createHash('sha256')
  for (const path of scripts) hash.update(path).update(readFileSync(join(folder, path)))
  return hash.digest('hex').slice(0, 12)
}
