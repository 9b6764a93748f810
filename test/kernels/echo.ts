/** Gives back what it was given, as it arrived. */
export default function echo(value: unknown): unknown {
  return value
}
