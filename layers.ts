/**
 * The house's plan: each room of `src/` in a row of its own, from the ground up. A room is a folder
 * with all that has no row of its own inside it, or a file that stands alone. Lint's rules are made of it.
 */
export interface Room {
  /** Relative to `src/`. */
  path: string
  /** Other rooms that it may import; all of them stand above this row in the table. */
  sees: readonly string[]
  /** Packages that it may import, and of Node's modules one (`node:util`) or all (`node:*`). */
  packages: readonly string[]
}

const room = (path: string, sees = '', packages = ''): Room => ({
  path,
  sees: words(sees),
  packages: words(packages),
})

const words = (text: string): string[] => text.split(' ').filter((word) => word !== '')

export const ROOMS: readonly Room[] = [
  room('modes.ts'),
  room('facts', 'modes.ts'),
  // what others know of them
  room('model.ts', 'modes.ts facts'),
  // pure: no clock, no file, no Vitest
  room('stats', 'model.ts'),
  room('text', 'modes.ts model.ts', 'json2md node:util'),
  room('findings.ts', 'model.ts text'),
  room('json', 'modes.ts model.ts text findings.ts', 'valibot'),
  room('explain', 'modes.ts model.ts stats'),
  room('charts', 'modes.ts model.ts stats text explain', 'd3-scale'),
  room('report', 'modes.ts model.ts stats text json findings.ts explain', 'valibot'),
  room('html', 'modes.ts model.ts text charts'),
  room('gate/model', 'model.ts json', 'valibot'),
  room('gate/decide', 'model.ts stats gate/model'),
  room('gate/page', 'model.ts stats text json findings.ts charts gate/model gate/decide'),
  // edges: workers, sockets, processes
  room('system', 'model.ts text findings.ts', 'node:*'),
  room('worker', 'model.ts text findings.ts', 'node:* tinypool'),
  room('kernel.ts', 'model.ts text findings.ts'),
  room('option-values.ts', 'text findings.ts'),
  room('pool-options.ts', 'text findings.ts system'),
  room('options.ts', 'findings.ts pool-options.ts', 'valibot'),
  room(
    'executors',
    'modes.ts model.ts stats text findings.ts worker kernel.ts pool-options.ts options.ts',
    'node:* valibot tinypool',
  ),
  room(
    'machines',
    'model.ts stats text findings.ts worker pool-options.ts options.ts executors',
    'node:* valibot @nats-io/transport-node @nats-io/jetstream @nats-io/obj',
  ),
  room('measure', 'model.ts stats text findings.ts worker', 'node:* vitest tinybench'),
  room('gate/machine', 'stats system gate/model', 'node:*'),
  room(
    'gate/arms',
    'stats system measure gate/model gate/machine',
    'node:* valibot vitest tinybench',
  ),
  room('gate/sides', 'text findings.ts system gate/arms', 'node:*'),
  room('gate/block', 'modes.ts stats gate/model gate/decide gate/machine gate/arms', 'node:*'),
  // edges: files, git, Vitest's fixtures and reporters
  room(
    'gate',
    'stats text findings.ts option-values.ts charts system measure gate/model gate/decide gate/page gate/machine gate/arms gate/sides gate/block',
    'node:* valibot',
  ),
  room(
    'gate/stored',
    'stats text json findings.ts option-values.ts system measure gate/model gate/decide gate/machine gate/arms gate/sides gate/block gate',
    'node:* valibot',
  ),
  room(
    'compare',
    'modes.ts model.ts stats text findings.ts explain report system worker kernel.ts pool-options.ts options.ts executors machines measure',
    'node:* vitest valibot',
  ),
  room(
    'reporter',
    'model.ts text findings.ts charts report html system worker options.ts measure',
    'node:* vitest',
  ),
  room(
    'commands',
    'modes.ts model.ts stats text json findings.ts explain report gate/model gate/decide gate/page system worker kernel.ts option-values.ts pool-options.ts options.ts measure gate/machine gate/arms compare reporter machines',
    'node:* vitest @nats-io/transport-node',
  ),
  // what a program, a config and a terminal import or run
  room('index.ts', 'model.ts findings.ts worker kernel.ts pool-options.ts executors compare'),
  room('vitest.ts', 'options.ts reporter gate/arms', 'node:* vitest'),
  room(
    'cli.ts',
    'findings.ts option-values.ts system gate gate/model gate/page gate/stored commands',
    'node:*',
  ),
]

export const isFile = ({ path }: Room): boolean => path.endsWith('.ts')

/** Whether folders inside have rows of their own; then the room is its own files alone. */
export const hasRoomsInside = ({ path }: Room): boolean =>
  ROOMS.some((other) => other.path.startsWith(`${path}/`))
