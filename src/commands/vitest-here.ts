/** The Vitest beside lanemark: an optional peer, which only what measures needs. */
import type * as VitestNode from 'vitest/node'
import { LanemarkError } from '../findings.ts'

/** Its API is that of this major version. */
const LEAST = 5

type Api = typeof VitestNode

/** @throws {LanemarkError} `vitest-missing` */
export async function vitestHere(load: () => Promise<Api> = imported): Promise<Api> {
  const found = await attempt(load)
  if (Number.parseInt(found.version, 10) >= LEAST) return found
  throw new LanemarkError({ code: 'vitest-missing', found: found.version })
}

const imported = (): Promise<Api> => import('vitest/node')

async function attempt(load: () => Promise<Api>): Promise<Api> {
  try {
    return await load()
  } catch (cause) {
    if (!isMissing(cause)) throw cause
    throw new LanemarkError({ code: 'vitest-missing', found: null }, { cause })
  }
}

const isMissing = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && cause.code === 'ERR_MODULE_NOT_FOUND'
