/** Values in messages and reports. */
import { inspect } from 'node:util'

/** One line, never long. */
const LENGTH = 80

/** A value as one readable line. */
export function describe(value: unknown): string {
  const text = inspect(value, {
    depth: 2,
    breakLength: Infinity,
    maxArrayLength: 6,
    maxStringLength: 60,
  })
  const line = text.replaceAll(/\s+/g, ' ')
  return line.length <= LENGTH ? line : `${line.slice(0, LENGTH - 1)}…`
}

/** What was thrown, as one readable line. */
export const errorText = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : describe(error)
