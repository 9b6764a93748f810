/** Results that must be equal to serial's, or the comparison is over. */
import { describe, errorLine, kindOf } from '../text/describe.ts'
import { LanemarkError } from '../findings.ts'
import type { Why } from '../findings.ts'
import type { CaseId, Mode } from '../model.ts'
import { isPool } from '../modes.ts'
import { hidesState } from '../worker/hidden.ts'
import { lostOf } from '../worker/loss.ts'
import { blame } from '../worker/uncrossable.ts'
import { difference } from './equality.ts'
import { whyDifferent } from './why.ts'

type Equals = (actual: unknown, expected: unknown) => unknown

export interface Expectation {
  inputs: readonly unknown[]
  /** Null: none was given. */
  context: { value: unknown } | null
  /** Serial's results, in the order of the inputs. */
  expected: readonly unknown[]
  /** Null: deep and exact equality. */
  equals: Equals | null
  /** Whether these are results of parts, merged, and the expected ones are not. */
  divided: boolean
}

/**
 * @param one the case whose results these are; serial is held against its first results
 * @throws {LanemarkError} `results-differ`, for the first result that differs; `results-hidden`,
 * `equals-threw`, `equals-undecided`
 */
export function verify(
  results: readonly unknown[],
  { inputs, expected, equals, divided }: Omit<Expectation, 'context'>,
  { label, mode }: Pick<CaseId, 'label' | 'mode'>,
): void {
  const crossed = isPool({ mode })
  for (const [index, actual] of results.entries()) {
    const wanted = expected[index]
    const at = { mode: label, index, input: describe(inputs[index]) }
    if (equals !== null) {
      judge(equals, wanted, actual, at)
      continue
    }
    const found = difference(wanted, actual)
    if (found === null) {
      if (!crossed && wanted !== actual) refuseOpaque(actual, at)
      continue
    }
    const { parts, ...parted } = found
    const why = mode === 'serial' ? again(divided) : whyDifferent(parts, { crossed })
    throw new LanemarkError({ code: 'results-differ', ...at, ...parted, why, lost: null })
  }
}

/** Where serial gives something else than serial. */
const again = (divided: boolean): Why => (divided ? 'divided' : 'again')

/**
 * The error with the cause of its difference, where the values themselves did not tell: a kernel that
 * gives serial something else as well, when it is asked again, does so in every mode; and one that gets
 * something else, for its input or context lost something on the way, may do so where it does.
 *
 * @param again serial's result for an input, now
 */
export async function withCause(
  thrown: unknown,
  { inputs, context, expected }: Pick<Expectation, 'inputs' | 'context' | 'expected'>,
  { mode, again: askAgain }: { mode: Mode; again: (input: unknown) => Promise<unknown> },
): Promise<unknown> {
  if (!(thrown instanceof LanemarkError) || thrown.finding.code !== 'results-differ') return thrown
  const { finding } = thrown
  if (finding.why !== 'elsewhere' && finding.why !== 'divided') return thrown
  const { index } = finding
  // a second call that throws is no second call like the first
  const steady = await askAgain(inputs[index]).then(
    (now) => difference(expected[index], now) === null,
    () => false,
  )
  if (!steady) return new LanemarkError({ ...finding, why: 'again' })
  if (finding.why === 'divided') return thrown
  const lost = isPool({ mode }) ? lostOf(inputs[index], context) : null
  return new LanemarkError({ ...finding, lost })
}

/** Two objects whose state cannot be seen look alike, whatever they hold. */
function refuseOpaque(result: unknown, at: { mode: string; index: number; input: string }): void {
  if (!hidesState(result)) return
  const { type, path, lacks } = blame(result, undefined, (part) => !hidesState(part))
  throw new LanemarkError({
    code: 'results-hidden',
    ...at,
    type,
    path,
    lacks: lacks ?? 'all of it',
  })
}

function judge(
  equals: Equals,
  expected: unknown,
  actual: unknown,
  at: { mode: string; index: number; input: string },
): void {
  let verdict: unknown
  try {
    verdict = equals(actual, expected)
  } catch (cause) {
    throw new LanemarkError({ code: 'equals-threw', ...at, error: errorLine(cause) }, { cause })
  }
  if (typeof verdict !== 'boolean') {
    // a promise may reject later, when nobody listens any more
    void Promise.allSettled([verdict])
    throw new LanemarkError({ code: 'equals-undecided', ...at, got: kindOf(verdict) })
  }
  if (verdict) return
  const values = { expected: describe(expected), actual: describe(actual) }
  const path = 'the result itself'
  throw new LanemarkError({
    code: 'results-differ',
    ...at,
    path,
    ...values,
    why: 'equals',
    lost: null,
  })
}
