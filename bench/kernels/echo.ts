/** What crosses and comes back. */
export const echo = <Value>(value: Value): Value => value

/** What crosses one way: looks at every page of the memory, and answers with a number. */
export function weigh(buffer: ArrayBuffer | SharedArrayBuffer): number {
  const bytes = new Uint8Array(buffer)
  let sum = 0
  for (let at = 0; at < bytes.length; at += 4096) sum += bytes[at] as number
  return sum
}

let calls = 0

/** How often this module was called, as far as it knows itself. */
export const countCalls = (): number => (calls += 1)
