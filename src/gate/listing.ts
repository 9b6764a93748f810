/** Which bench files and tests each side has, found without running them. */
import { posix } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { LanemarkError } from '../findings.ts'
import { startArm } from './arms/process.ts'
import type { Picked } from './model/facts.ts'
import type { ArmName, Listed, ListedFile } from './arms/arm-protocol.ts'
import type { Connection, Switchboard } from './arms/switchboard.ts'

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
  picked: Picked,
  signal: AbortSignal,
): Promise<Record<'base' | 'head', Listing>> {
  const listOne = lister(board, roots, picked, signal)
  const [base, head] = await Promise.all([listOne('base'), listOne('head')])
  signal.throwIfAborted()
  return { base, head }
}

/** Of the head alone. */
export async function listHead(
  board: Switchboard,
  root: string,
  picked: Picked,
  signal: AbortSignal,
): Promise<Listed> {
  const head = await lister(board, { head: root }, picked, signal)('head')
  signal.throwIfAborted()
  return headListing({ head }, picked)
}

function lister<Side extends 'base' | 'head'>(
  board: Switchboard,
  roots: Record<Side, string>,
  picked: Picked,
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
      const listed = connecting.then((connection) => ask(connection, picked))
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

async function ask(connection: Connection, picked: Picked): Promise<Listing | null> {
  connection.send({ type: 'assignment', task: 'list', picked, order: null })
  const message = await connection.inbox.take(PATIENCE)
  if (message === null) return { listed: null, error: 'it did not answer' }
  return message !== 'cut' && message.type === 'listed' ? { listed: message, error: '' } : null
}

/**
 * Where these files are in the repository.
 *
 * @param inside the project's root, relative to the repository's top
 */
export function placesOf(
  inside: string,
  files: readonly ListedFile[],
): { file: string; path: string }[] {
  const places = files.map(({ file, path }) => [file, posix.join(inside || '.', path)] as const)
  return [...new Map(places)].map(([file, path]) => ({ file, path }))
}

/** @throws {LanemarkError} `side-failed`, `no-benchmarks` */
export function headListing({ head }: { head: Listing }, { filters }: Picked): Listed {
  if (head.listed === null) {
    throw new LanemarkError({ code: 'side-failed', side: 'head', reason: head.error })
  }
  if (head.listed.files.length === 0) throw new LanemarkError({ code: 'no-benchmarks', filters })
  return head.listed
}
