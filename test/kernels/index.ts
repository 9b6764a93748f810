/** The kernels of the tests, by name. */
import { kernel } from '../../src/index.ts'

const at = (path: string): URL => new URL(path, import.meta.url)

type Arithmetic = typeof import('./arithmetic.ts')
export const square = kernel<Arithmetic['square']>(at('./arithmetic.ts'), 'square')
export const squareLater = kernel<Arithmetic['squareLater']>(at('./arithmetic.ts'), 'squareLater')
export const squareInSteps = kernel<Arithmetic['squareInSteps']>(
  at('./arithmetic.ts'),
  'squareInSteps',
)
export const squareAtLast = kernel<Arithmetic['squareAtLast']>(
  at('./arithmetic.ts'),
  'squareAtLast',
)
export const pause = kernel<Arithmetic['pause']>(at('./arithmetic.ts'), 'pause')

export const cube = kernel<(value: number) => number>(at('./cube.js'))
export const echo = kernel<typeof import('./echo.ts')>(at('./echo.ts'))
export const throws = kernel<typeof import('./throws.ts')>(at('./throws.ts'))
export const misbehave = kernel<typeof import('./faults.ts')>(at('./faults.ts'))
export const abortThenFail = kernel<typeof import('./lateness.ts')>(at('./lateness.ts'))
export const large = kernel<typeof import('./large.ts')>(at('./large.ts'))
export const limitItself = kernel<typeof import('./limited.ts')>(at('./limited.ts'))

type Memory = typeof import('./memory.ts')
export const increment = kernel<Memory['increment']>(at('./memory.ts'), 'increment')
export const incrementBare = kernel<Memory['incrementBare']>(at('./memory.ts'), 'incrementBare')
export const sum = kernel<Memory['sum']>(at('./memory.ts'), 'sum')
export const closure = kernel<Memory['closure']>(at('./memory.ts'), 'closure')

type Meeting = typeof import('./meeting.ts')
export const meet = kernel<Meeting['meet']>(at('./meeting.ts'), 'meet')
export const spin = kernel<Meeting['spin']>(at('./meeting.ts'), 'spin')
export const spinStubbornly = kernel<Meeting['spinStubbornly']>(
  at('./meeting.ts'),
  'spinStubbornly',
)

type Switching = typeof import('./switching.ts')
export const steps = kernel<Switching['steps']>(at('./switching.ts'), 'steps')
export const gather = kernel<Switching['gather']>(at('./switching.ts'), 'gather')
export const record = kernel<Switching['record']>(at('./switching.ts'), 'record')

export const journal = kernel<typeof import('./journal.ts')>(at('./journal.ts'))

type Tables = typeof import('./tables.ts')
export const lookUp = kernel<Tables['lookUp']>(at('./tables.ts'), 'lookUp')
export const lookUpLater = kernel<Tables['lookUpLater']>(at('./tables.ts'), 'lookUpLater')
export const addTo = kernel<Tables['addTo']>(at('./tables.ts'), 'addTo')
export const contexts = kernel<Tables['contexts']>(at('./tables.ts'), 'contexts')

type Scratch = typeof import('./scratch.ts')
export const reuse = kernel<Scratch['reuse']>(at('./scratch.ts'), 'reuse')
export const consume = kernel<Scratch['consume']>(at('./scratch.ts'), 'consume')
export const keep = kernel<Scratch['keep']>(at('./scratch.ts'), 'keep')

type Kinds = typeof import('./kinds.ts')
export const make = kernel<Kinds['make']>(at('./kinds.ts'), 'make')
export const normOf = kernel<Kinds['normOf']>(at('./kinds.ts'), 'normOf')
export const isPoint = kernel<Kinds['isPoint']>(at('./kinds.ts'), 'isPoint')
export const makeWithin = kernel<Kinds['makeWithin']>(at('./kinds.ts'), 'makeWithin')
export const double = kernel<Memory['double']>(at('./memory.ts'), 'double')
export const doubleLater = kernel<Memory['doubleLater']>(at('./memory.ts'), 'doubleLater')
export const meetTable = kernel<Memory['meetTable']>(at('./memory.ts'), 'meetTable')
export const produce = kernel<Memory['produce']>(at('./memory.ts'), 'produce')
export const guarded = kernel<Memory['guarded']>(at('./memory.ts'), 'guarded')
