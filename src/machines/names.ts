/**
 * Names on the server. All of a group's begin with one prefix and the group's name, so that a server's
 * permissions can confine its machines. Pure.
 */
import { invalid } from '../pool-options.ts'

export interface GroupNames {
  /** What all subjects begin with. */
  base: string
  /** Holds chunks until their results are stored, and results until their caller has taken them. */
  stream: string
  /** Holds what is too large for a message, and contexts. */
  bucket: string
  /** Everything that the stream takes. */
  subjects: string[]
  /** Callers say here, every second, which calls they wait for. */
  calls: string
}

/** What a machine may be called. */
export const NAME = /^[\w. -]{1,64}$/

/** A name that is one token of a subject. */
const TOKEN = /^[A-Za-z0-9_-]{1,64}$/

/** @throws {LanemarkError} `option-invalid` */
export function namesOf(prefix: string, group: string): GroupNames {
  for (const [option, name] of [
    ['prefix', prefix],
    ['name', group],
  ] as const) {
    if (!TOKEN.test(name)) invalid(option, `"${name}"`, 'up to 64 letters, digits, `_` and `-`')
  }
  const base = `${prefix}.${group}`
  return {
    base,
    stream: `${prefix}_${group}`,
    bucket: `${prefix}_${group}`,
    subjects: [`${base}.work.>`, `${base}.done.>`],
    calls: `${base}.calls`,
  }
}

/** Chunks of a kernel; every machine that has it takes from them. */
export const workOf = (names: GroupNames, kernel: string): string =>
  `${names.base}.work.${kernel}.>`

export const chunkSubject = (names: GroupNames, kernel: string, call: string): string =>
  `${names.base}.work.${kernel}.${call}`

/** Results for a caller. */
export const resultsFor = (names: GroupNames, caller: string): string =>
  `${names.base}.done.${caller}.>`

export const resultSubject = (names: GroupNames, caller: string, call: string): string =>
  `${names.base}.done.${caller}.${call}`

/** What machines tell a caller, for the moment alone. */
export const noticesFor = (names: GroupNames, caller: string): string =>
  `${names.base}.tell.${caller}`
