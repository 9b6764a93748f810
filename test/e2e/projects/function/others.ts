export const scaled = (value: Date, { factor }: { factor: number }) => value.getTime() * factor

export function fails(value: number) {
  if (value > 1) throw new RangeError('too many')
  return value
}

export function computes(seconds: number) {
  console.log('computing')
  for (const end = Date.now() + 1000 * seconds; Date.now() < end;);
}

/** What no JSON holds. */
export function* dates() {
  yield new Date(2000)
  yield new Date(3000)
}
