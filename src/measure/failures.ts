/** Errors of several functions as Vitest's own provider throws them. */

/** Throws the only error as it is, several as one; nothing where there is none. */
export function throwAll(errors: readonly unknown[]): void {
  if (errors.length === 1) throw errors[0]
  if (errors.length > 1) throw new AggregateError(errors, 'Some benchmarks failed')
}
