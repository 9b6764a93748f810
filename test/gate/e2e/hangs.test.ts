/** What hangs costs itself a verdict, and nobody else. */
import { expect, test } from 'vitest'
import { benchFile, benchTest, gate, repository, work, write } from './repository.ts'

const ARGS = ['--base=main', '--budget=80s', '--margin=20%', '--alpha=90%', '--seed=1']

const FILES = {
  'bench/a.bench.mjs': benchFile(benchTest('loops', 'loops'), benchTest('slower', 'slower')),
  'bench/b.bench.mjs': benchFile(benchTest('waits', 'waits'), benchTest('dies', 'dies')),
  'bench/c.bench.mjs': benchFile(benchTest('same', 'same')),
}

test(
  'a loop without end on both sides, a promise that never settles, a process that ends',
  { timeout: 300_000 },
  async () => {
    const loops = 'export function loops() { for (;;) {} }\n'
    const folder = await repository({
      ...FILES,
      'src/work.mjs':
        loops + work('slower', 1) + work('same', 1) + work('waits', 1) + work('dies', 1),
    })
    await write(folder, {
      'src/work.mjs': `${loops}
export const waits = () => new Promise(() => {})
export const dies = () => process.kill(process.pid, 'SIGKILL')
${work('slower', 3)}${work('same', 1)}`,
    })
    const ran = await gate(folder, ARGS)
    const results = Object.fromEntries(
      (ran.report?.decision.results ?? []).map((result) => [result.id.split(' > ').at(-1), result]),
    )
    expect(results).toMatchObject({
      // the side that came to it first is the one that tells
      loops: {
        state: expect.stringMatching(/^(uncompared|failed)$/),
        error: expect.stringContaining('no answer within 10 s'),
      },
      slower: { state: 'judged', verdict: 'regression' },
      waits: { state: 'failed', error: expect.stringContaining('no answer within 10 s') },
      dies: { state: 'failed', base: true },
      same: { state: 'judged', verdict: 'unchanged' },
    })
    expect(ran.exitCode).toBe(1)
    expect(ran.stdout).toMatch(/^compared 2 of 5: /)
    expect(ran.stdout).toContain('waits: failed (no answer within 10 s: it hangs')
  },
)
