/** The right result, and a context that grows with every call. */
export default function tallying(value: number, tally: number[]): number {
  tally.push(value)
  return value + (tally[0] ?? 0)
}

/** Something else in a worker, where the context has lost its class; here always the same. */
export const classOf = (_: number, context: object): string => context.constructor.name
