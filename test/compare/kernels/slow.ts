/** Takes as long as its input says, on a clock that nobody has to wait for, and counts its calls. */

/** Read in place of the machine's clock; ms. */
export const clock = { moment: 0 }

export const counts = { calls: 0 }

export default function slow(milliseconds: number): number {
  clock.moment += milliseconds
  counts.calls += 1
  return milliseconds * 2
}
