/** CPython beside Node, where there is one. */
import { fileURLToPath } from 'node:url'
import { runProgram } from './program.ts'

export interface Python {
  program: string
  /** `CPython 3.11.7`. */
  name: string
  /** Path of a script in `bench/reference/`. */
  script: (name: string) => string
  /** Runs a script of `bench/reference/`, which prints one JSON value. */
  run: <Printed>(script: string, ...args: (string | number)[]) => Promise<Printed>
}

const DEADLINE = 120_000

const VERSION =
  'import platform; print(platform.python_implementation(), platform.python_version())'

/** Null where there is no `python3`. */
export async function findPython(
  program = process.env['LANEMARK_PYTHON'] ?? 'python3',
): Promise<Python | null> {
  const script = (name: string): string =>
    fileURLToPath(new URL(`../reference/${name}`, import.meta.url))
  try {
    const name = await output(program, ['-c', VERSION])
    return {
      program,
      name,
      script,
      run: async (file, ...args) =>
        JSON.parse(await output(program, [script(file), ...args.map(String)])),
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

async function output(program: string, args: readonly string[]): Promise<string> {
  const ended = await runProgram(program, args, { deadline: DEADLINE })
  if (ended.exitCode === 0) return ended.stdout.trim()
  const how = ended.overdue ? 'took too long' : `failed: ${ended.stderr}`
  throw new Error(`${program} ${args.join(' ')} ${how}`)
}
