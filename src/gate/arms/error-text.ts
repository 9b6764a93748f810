/** Errors as text for the gate's report. */

const LONGEST = 2000

/** Name, message and the causes' messages, without stacks. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return cut(String(error))
  const cause = error.cause === undefined ? '' : ` (cause: ${errorText(error.cause)})`
  return cut(`${error.name}: ${error.message}${cause}`)
}

const cut = (text: string): string =>
  text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`
