/** Into how many parts an input is divided: enough that all workers end together, none too short. Pure. */

/** Parts that each worker gets of all the work, if the work were inputs alike. */
const FINE = 8
/** No part is meant to take less, ms: many times what its trip costs. */
const SHORTEST = 5

export interface Dividing {
  workers: number
  /** Inputs that no worker has yet, this one among them; null: nobody knows. */
  left: number | null
  /** What this one costs, as a share of all inputs; null: nobody knows. */
  share: number | null
  /** Ms that an input took so far, all its parts together; null: not known yet. */
  time: number | null
}

/** At least 1, which leaves the input whole. */
export function partsFor({ workers, left, share, time }: Dividing): number {
  if (workers === 1) return 1
  const part = share ?? 1 / (left ?? FINE)
  const shared = Math.ceil(FINE * workers * part)
  const paying = time === null ? Infinity : Math.floor(time / SHORTEST)
  return Math.max(1, Math.min(shared, paying))
}
