/** Claim 6: one program text, the mode's name replaced, run as a real program each time. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Mode } from 'lanemark'
import type { Python } from './python.ts'
import { runProgram } from './program.ts'

const FIRST: Mode = 'serial'
const OTHERS: readonly Mode[] = ['concurrent', 'threads', 'processes']

/** Within the project, where the package is found by its own name. */
const HERE = fileURLToPath(new URL('.', import.meta.url))

const DEADLINE = 60_000

export interface Variant {
  word: string
  /** What it printed; null where it failed. */
  output: string | null
  /** Every place where its text differs from the first one's: `serial -> threads`. */
  changes: string[]
}

/** The program as it would be written by hand; `@` stands for the mode's name. */
const NODE = `import * as lanemark from 'lanemark'
import type * as cpuBound from '../../kernels/cpu-bound.ts'

const kernel = lanemark.kernel<typeof cpuBound>(
  new URL('../../kernels/cpu-bound.ts', import.meta.url),
)
await using executor = lanemark.@()
for (const result of await executor.map(kernel, [20, 25, 13])) console.log(result.toString(16))
`

/** The document's, with its class named once. */
const PYTHON = `import concurrent.futures
import sys

sys.path.insert(0, sys.argv[1])
from cpu_bound import cpu_bound

if __name__ == "__main__":
    with concurrent.futures.@(max_workers=10) as executor:
        for result in executor.map(cpu_bound, [20, 25, 13]):
            print(format(result, "x"))
`

export async function nodeVariants(): Promise<Variant[]> {
  return await runAll(NODE, [FIRST, ...OTHERS], 'ts', process.execPath, [])
}

export async function pythonVariants(python: Python): Promise<Variant[]> {
  const words = ['ThreadPoolExecutor', 'ProcessPoolExecutor']
  return await runAll(PYTHON, words, 'py', python.program, [python.script('.')])
}

async function runAll(
  template: string,
  words: readonly string[],
  extension: string,
  program: string,
  args: readonly string[],
): Promise<Variant[]> {
  const folder = await mkdtemp(join(HERE, 'one-word-'))
  const variants: Variant[] = []
  const textOf = (word: string): string => template.replace('@', word)
  try {
    for (const word of words) {
      const file = join(folder, `${word}.${extension}`)
      await writeFile(file, textOf(word))
      const { stdout, exitCode } = await runProgram(program, [file, ...args], {
        deadline: DEADLINE,
      })
      const output = exitCode === 0 ? stdout : null
      variants.push({ word, output, changes: changedWords(textOf(words[0] ?? ''), textOf(word)) })
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return variants
}

/**
 * The words in which two texts differ, those of the first and of the second side by side. Word by
 * word: a text with another number of words differs from the first change on.
 */
export function changedWords(before: string, after: string): string[] {
  const [olds, news] = [before.split(/\b/), after.split(/\b/)]
  return Array.from({ length: Math.max(olds.length, news.length) }, (_, at) => at)
    .filter((at) => olds[at] !== news[at])
    .map((at) => `${olds[at] ?? 'nothing'} → ${news[at] ?? 'nothing'}`)
}
