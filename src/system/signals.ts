/** Ctrl-C and its kin: the first one asks everything to end, the second one does not wait. */

const SIGNALS: Partial<Record<NodeJS.Signals, number>> = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 }

/** The run was ended from outside; nothing was decided. */
export class Interrupted extends Error {
  override readonly name: string = 'Interrupted'
  /** As shells tell it: 128 and the signal's number. */
  readonly exitCode: number

  constructor(signal: NodeJS.Signals) {
    super(`interrupted by ${signal}`)
    this.exitCode = 128 + (SIGNALS[signal] ?? 0)
  }
}

/** @throws {Interrupted} after the work has cleaned up behind itself */
export async function untilInterrupted<Result>(
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController()
  let met: Interrupted | null = null
  const listen = (signal: NodeJS.Signals): void => {
    // whoever still has something to remove listens to `exit`
    if (met !== null) process.exit(met.exitCode)
    met = new Interrupted(signal)
    controller.abort(met)
  }
  const names = Object.keys(SIGNALS) as NodeJS.Signals[]
  for (const name of names) process.on(name, listen)
  try {
    return await work(controller.signal)
  } catch (error) {
    // ending the arms makes errors of all kinds
    throw met ?? error
  } finally {
    for (const name of names) process.off(name, listen)
  }
}
