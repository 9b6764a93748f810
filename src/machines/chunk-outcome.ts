/** What became of a chunk's tasks, on its way from a machine to its caller. */
import { LanemarkError } from '../findings.ts'
import type { Finding } from '../findings.ts'
import { packError, unpackError } from '../worker/errors.ts'
import { unload } from '../worker/parcel.ts'
import { Uncrossable } from '../worker/uncrossable.ts'
import { loadOf, newPacking } from './wire.ts'
import type { Outcome } from './wire.ts'

type WireFailure = Outcome['failures'][number]

export function packOutcomes(outcomes: readonly PromiseSettledResult<unknown>[]): Outcome {
  const packing = newPacking()
  const failures: WireFailure[] = []
  for (const [position, one] of outcomes.entries()) {
    const failure =
      one.status === 'fulfilled'
        ? refused(packing, one.value)
        : failureOf(one.reason as LanemarkError)
    if (failure === null) continue
    packing.add(undefined)
    failures.push({ position, ...failure })
  }
  return { results: loadOf(packing), failures }
}

/** Null: the value has been packed. What threads have shared, for one, cannot go further. */
function refused(
  packing: ReturnType<typeof newPacking>,
  value: unknown,
): Omit<WireFailure, 'position'> | null {
  try {
    packing.add(value)
    return null
  } catch (error) {
    if (!(error instanceof Uncrossable)) throw error
    const { type, path, lacks } = error
    const finding = {
      code: 'cannot-cross',
      what: 'result',
      type,
      path,
      lacks,
      works: ['processes'],
    }
    return { finding, cause: null }
  }
}

function failureOf({ finding, cause }: LanemarkError): Omit<WireFailure, 'position'> {
  if (cause === undefined || cause === null) return { finding, cause: null }
  return { finding, cause: packError(cause).bytes }
}

/** The same for the caller. */
export interface Arrived {
  /** One each; undefined in the place of those that failed. */
  values: unknown[]
  /** By position: the error, once it is known of which input. */
  errors: Map<number, (index: number) => LanemarkError>
}

/** Null: it is damaged. */
export function unpackOutcome({ results, failures }: Outcome): Arrived | null {
  try {
    const errors = failures.map(({ position, finding, cause }) => {
      const own =
        cause === null ? {} : { cause: unpackError({ bytes: cause, shared: [], moved: [] }) }
      const errorOf = (index: number): LanemarkError =>
        new LanemarkError({ ...finding, mode: 'machines', index } as unknown as Finding, own)
      // whatever it says, it must be an error of ours
      if (errorOf(0).message === '') throw new TypeError('no finding')
      return [position, errorOf] as const
    })
    return { values: unload(results), errors: new Map(errors) }
  } catch {
    return null
  }
}
