/** Answers alike until it has been called so often as `mood` says, and never again. */
export const mood = { calls: 0, stable: 0 }

export default function moody(name: string): { name: string; answer: number } {
  mood.calls += 1
  return { name, answer: mood.calls <= mood.stable ? 0 : mood.calls }
}
