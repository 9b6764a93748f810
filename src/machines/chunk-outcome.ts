/** What became of a chunk's tasks, on its way from a machine to its caller. */
import { LanemarkError } from '../findings.ts'
import type { Finding } from '../findings.ts'
import { packError, unpackError } from '../worker/errors.ts'
import { unload } from '../worker/parcel.ts'
import { Uncrossable } from '../worker/uncrossable.ts'
import { loadOf, newPacking } from './wire.ts'
import type { Outcome } from './wire.ts'

type WireFailure = Outcome['failures'][number]

/** @param run the times that its caller has asked for; null: none */
export function packOutcomes(
  outcomes: readonly PromiseSettledResult<unknown>[],
  run: Outcome['run'],
): Outcome {
  const packing = newPacking()
  const failures: WireFailure[] = []
  // there may be many thousands
  for (let position = 0; position < outcomes.length; position += 1) {
    const one = outcomes[position] as PromiseSettledResult<unknown>
    const failure =
      one.status === 'fulfilled'
        ? refused(packing, one.value)
        : failureOf(one.reason as LanemarkError)
    if (failure === null) continue
    packing.add(undefined)
    failures.push({ position, ...failure })
  }
  return { results: loadOf(packing), failures, run }
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
  run: Outcome['run']
  /** Bytes of the values, and ms that it took to unpack them. */
  size: number
  unpacking: number
}

/** Null: it is damaged. */
export function unpackOutcome({ results, failures, run }: Outcome): Arrived | null {
  const begun = performance.now()
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
    const values = unload(results)
    const unpacking = performance.now() - begun
    return { values, errors: new Map(errors), run, size: results.bytes.byteLength, unpacking }
  } catch {
    return null
  }
}
