/** Which bench files and tests each side has, found without running them. */
import { setTimeout as after } from 'node:timers/promises'
import { LanemarkError } from '../findings.ts'
import { startArm } from './arms/process.ts'
import type { ArmName, FromArm } from './arms/arm-protocol.ts'
import type { Connection, Switchboard } from './arms/switchboard.ts'

export type Listed = Extract<FromArm, { type: 'listed' }>

/** Ms for the last words of a process that has ended. */
const GRACE = 1000

/** Ms for starting Vitest and reading all bench files. */
const PATIENCE = 180_000

export interface Listing {
  listed: Listed | null
  /** Why there is none. */
  error: string
}

export async function listSides(
  board: Switchboard,
  roots: Record<ArmName, string>,
  filters: string[],
  signal: AbortSignal,
): Promise<Record<'base' | 'head', Listing>> {
  const listOne = lister(board, roots, filters, signal)
  const [base, head] = await Promise.all([listOne('base'), listOne('head')])
  signal.throwIfAborted()
  return { base, head }
}

/** Of the head alone. */
export async function listHead(
  board: Switchboard,
  root: string,
  filters: string[],
  signal: AbortSignal,
): Promise<Listed> {
  const head = await lister(board, { head: root }, filters, signal)('head')
  signal.throwIfAborted()
  return headListing({ head }, filters)
}

function lister<Side extends 'base' | 'head'>(
  board: Switchboard,
  roots: Record<Side, string>,
  filters: string[],
  signal: AbortSignal,
): (arm: Side) => Promise<Listing> {
  const runners = new Map<ArmName, (connection: Connection) => void>()
  board.connected = (connection) => runners.get(connection.arm)?.(connection)
  return async (arm) => {
    const connecting = new Promise<Connection>((resolve) => runners.set(arm, resolve))
    const started = startArm(roots[arm], board.address(arm), { run: 0, hash: 1 })
    signal.addEventListener('abort', started.kill)
    try {
      const ended = started.ended.then(async (said) => {
        // what it said last may still be under way
        await after(GRACE)
        return { listed: null, error: said.trim() }
      })
      const listed = connecting.then((connection) => ask(connection, filters))
      const first = await Promise.race([listed, ended])
      // the process may end before its last words are read
      return first ?? (await ended)
    } finally {
      signal.removeEventListener('abort', started.kill)
      started.kill()
      await started.ended
    }
  }
}

async function ask(connection: Connection, filters: string[]): Promise<Listing | null> {
  connection.send({ type: 'assignment', task: 'list', filters, order: null })
  const message = await connection.inbox.take(PATIENCE)
  if (message === null) return { listed: null, error: 'it did not answer' }
  return message !== 'cut' && message.type === 'listed' ? { listed: message, error: '' } : null
}

/** @throws {LanemarkError} `side-failed`, `no-benchmarks` */
export function headListing({ head }: { head: Listing }, filters: string[]): Listed {
  if (head.listed === null) {
    throw new LanemarkError({ code: 'side-failed', side: 'head', reason: head.error })
  }
  if (head.listed.files.length === 0) throw new LanemarkError({ code: 'no-benchmarks', filters })
  return head.listed
}
