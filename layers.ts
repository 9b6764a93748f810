/**
 * The house's plan: each room of `src/` in a row of its own, from the ground up. A room is a folder
 * with all that has no row of its own inside it, or a file that stands alone. Lint's rules are made of it.
 */
export interface Room {
  /** Relative to `src/`. */
  path: string
  /** Other rooms that it may import; all of them stand above this row in the table. */
  sees: readonly string[]
  /** Rooms below it in the table that it imports all the same: each waits for a move. */
  climbs: readonly string[]
  /** Packages that it may import, and of Node's modules one (`node:util`) or all (`node:*`). */
  packages: readonly string[]
}

const room = (path: string, sees = '', packages = '', climbs = ''): Room => ({
  path,
  sees: words(sees),
  climbs: words(climbs),
  packages: words(packages),
})

const words = (text: string): string[] => text.split(' ').filter((word) => word !== '')

export const ROOMS: readonly Room[] = [
  room('model.ts'),
  room('describe.ts', '', 'node:util'),
  room('cores.ts', '', 'node:*'),
  // pure: no clock, no file, no Vitest
  room('stats', 'model.ts'),
  room('findings.ts', 'model.ts describe.ts'),
  room('explain', 'model.ts stats'),
  room('gate', 'model.ts stats', '', 'gate/baseline'),
  room('gate/baseline', 'model.ts stats findings.ts gate', 'valibot', 'report'),
  room('report', 'model.ts stats findings.ts explain gate gate/baseline', 'valibot json2md'),
  room('charts', 'model.ts stats explain report', 'd3-scale'),
  // edges
  room('worker', 'model.ts describe.ts findings.ts', 'node:* tinypool'),
  room('kernel.ts', 'model.ts describe.ts findings.ts'),
  room('options.ts', 'describe.ts cores.ts findings.ts', 'valibot'),
  room(
    'executors',
    'model.ts describe.ts findings.ts worker kernel.ts options.ts',
    'node:* valibot tinypool',
  ),
  room(
    'measure',
    'model.ts stats findings.ts worker',
    'node:* vitest tinybench',
    'compare gate/run',
  ),
  room(
    'reporter',
    'model.ts describe.ts cores.ts findings.ts report charts worker options.ts measure',
    'node:* vitest',
  ),
  room(
    'gate/run',
    'describe.ts cores.ts stats findings.ts gate gate/baseline report charts measure reporter',
    'node:* valibot vitest',
  ),
  room(
    'compare',
    'model.ts describe.ts cores.ts stats findings.ts explain report worker kernel.ts options.ts executors measure',
    'node:* vitest valibot',
  ),
  // what a program, a config and a terminal import or run
  room('index.ts', 'model.ts findings.ts kernel.ts options.ts executors compare'),
  room('vitest.ts', 'options.ts measure reporter', 'node:* vitest'),
  room('cli.ts', 'findings.ts report gate/run', 'node:* cac'),
]

export const isFile = ({ path }: Room): boolean => path.endsWith('.ts')

/** Whether folders inside have rows of their own; then the room is its own files alone. */
export const hasRoomsInside = ({ path }: Room): boolean =>
  ROOMS.some((other) => other.path.startsWith(`${path}/`))
