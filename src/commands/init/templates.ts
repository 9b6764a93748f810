/** The files that a project begins with, as the package brings them. */
import { readFile } from 'node:fs/promises'

export type Platform = 'github' | 'gitlab'

export const PLATFORMS: readonly Platform[] = ['github', 'gitlab']

/** Of modules of ES: `.mts` where `.ts` might be CommonJS. */
export type Extension = '.ts' | '.mts'

/** A file that a project may get. */
export interface Template {
  /** Relative to the project's root, with forward slashes. */
  path: string
  text: string
  /** In a file that a project shares with others: what shows that ours is in it already. */
  sign?: string
}

export const freshConfig = (extension: Extension): Promise<Template> =>
  module('templates/vitest.config.ts', 'vitest.config', extension)

export const example = (extension: Extension): Promise<Template[]> =>
  Promise.all(
    ['bench/kernels/primes', 'bench/primes.bench'].map((path) =>
      module(`templates/${path}.ts`, path, extension),
    ),
  )

/** The project's own two workflows, or a job for the file that GitLab has all jobs in. */
export async function workflows(platform: Platform): Promise<Template[]> {
  if (platform === 'gitlab') {
    const text = await read('templates/gitlab-ci.yml')
    return [{ path: '.gitlab-ci.yml', text, sign: 'lanemark gate' }]
  }
  const paths = ['.github/workflows/bench.yml', '.github/workflows/bench-comment.yml']
  return await Promise.all(paths.map(async (path) => ({ path, text: await read(path) })))
}

async function module(from: string, path: string, extension: Extension): Promise<Template> {
  const text = await read(from)
  return { path: path + extension, text: text.replaceAll(/\.ts\b/g, extension) }
}

const read = (path: string): Promise<string> =>
  readFile(new URL(`../../../${path}`, import.meta.url), 'utf8')
