/**
 * `test` for the package's front door. A program that imports an executor runs outside Vitest, and
 * need not even have it, so Vitest is loaded only where it runs.
 */
import { LanemarkError } from '../findings.ts'

/** `test` within an object: what refuses every use cannot be awaited. */
type Loaded = Pick<typeof import('./fixture.ts'), 'test'>

const loaded = await load()

/** Vitest's `test` with the fixtures; outside Vitest every use of it throws `no-plugin`. */
export const test: Loaded['test'] = loaded.test

async function load(): Promise<Loaded> {
  // Vitest's own sign, which the programs that a test starts inherit
  if (process.env['VITEST'] === undefined) return absent()
  try {
    return await import('./fixture.ts')
  } catch (cause) {
    return absent({ cause })
  }
}

function absent(options: ErrorOptions = {}): Loaded {
  const refuse = (): never => {
    throw new LanemarkError({ code: 'no-plugin' }, options)
  }
  const refusing = new Proxy(refuse, {
    get: (target, key) => (typeof key === 'symbol' ? Reflect.get(target, key) : refuse()),
  })
  return { test: refusing as unknown as Loaded['test'] }
}
