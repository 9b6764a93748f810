/** The document's three variants on this machine, where there is a `python3`. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Mode, Reference, ReferenceCase } from 'lanemark'

const run = promisify(execFile)

const VARIANTS: [mode: Mode, name: string, script: string][] = [
  ['serial', 'plain', 'plain.py'],
  ['threads', 'thread pool', 'thread_pool.py'],
  ['processes', 'process pool', 'process_pool.py'],
]

interface Printed {
  seconds: number
  digests: string[]
  version: string
  usage: NonNullable<ReferenceCase['usage']>
}

/**
 * Runs each variant once over the inputs.
 *
 * @param wanted the modes whose counterparts run; the others are left out, and the source says so
 * @throws {Error} when a variant fails, or gives other results than the one before
 */
export async function cpython(
  inputs: readonly number[],
  wanted: readonly Mode[] = VARIANTS.map(([mode]) => mode),
  python = process.env['LANEMARK_PYTHON'] ?? 'python3',
): Promise<Reference> {
  const missing = await whyMissing(python)
  if (missing !== null) return { ...reference('CPython, here', wanted), missing }
  const modes: Partial<Record<Mode, ReferenceCase>> = {}
  let digests: string[] = []
  let version = ''
  for (const [mode, name, script] of VARIANTS) {
    if (!wanted.includes(mode)) continue
    const { printed, lines } = await variant(python, script, inputs)
    modes[mode] = { name, makespan: printed.seconds * 1000, usage: printed.usage, lines }
    if (digests.length > 0 && digests.join() !== printed.digests.join()) {
      throw new Error(`${script} gave other results than the variant before it`)
    }
    digests = printed.digests
    version = printed.version
  }
  return { ...reference(`CPython ${version}, here`, wanted), modes, digests }
}

const reference = (label: string, wanted: readonly Mode[]): Reference => ({
  label,
  source: sourceOf(VARIANTS.filter(([mode]) => wanted.includes(mode)).map(([, name]) => name)),
  modes: {},
  missing: null,
  digests: [],
})

function sourceOf(names: readonly string[]): string {
  const all = 'in CPython on this machine, once each, with pools of ten workers.'
  if (names.length === VARIANTS.length) return `The same three variants ${all}`
  const left = VARIANTS.map(([, name]) => name).filter((name) => !names.includes(name))
  return `The same ${names.join(', ')} run in CPython on this machine, once. Left out for the time that they take: ${left.join(', ')}; they ran on the smaller scale.`
}

async function whyMissing(python: string): Promise<string | null> {
  try {
    await run(python, ['--version'])
    return null
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return `there is no \`${python}\` on this machine`
    throw error
  }
}

async function variant(python: string, script: string, inputs: readonly number[]) {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const { stdout, stderr } = await run(python, [path, ...inputs.map(String)])
  const printed = JSON.parse(stdout) as Printed
  return { printed, lines: stderr.trim().split('\n') }
}
