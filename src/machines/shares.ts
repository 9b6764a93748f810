/** Which machines run a call that asks for some of the workers alone. Pure. */

/**
 * The first machines run it on all their workers, and the last of them on as many as are still asked for:
 * what is near each other shares most.
 *
 * @param most workers, in all
 * @param machines what each of them has
 */
export function sharesOf(
  most: number,
  machines: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const shares = new Map<string, number>()
  let left = most
  for (const [machine, workers] of machines) {
    const share = Math.min(workers, left)
    if (share === 0) continue
    shares.set(machine, share)
    left -= share
  }
  return shares
}
