/**
 * Keeps a core awake while arms take turns on it. Whenever one arm waits for the other the core falls
 * idle, and a virtual machine's idle core is given to others and wakes late, at another speed. A
 * process that always computes, but only where nobody else wants the core (chrt(1)'s idle policy, or
 * else the lowest priority), keeps it. What that brings: `validation/page/choices.ts`.
 */
import { spawn } from 'node:child_process'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { availableCores } from '../../system/cores.ts'
import { works } from './tools.ts'

export interface Awake {
  /** Computes until it rests. */
  spin: () => void
  rest: () => void
  close: () => void
}

const file = fileURLToPath(new URL(`./awake-process${extname(import.meta.url)}`, import.meta.url))

const IDLE = ['chrt', '-i', '0']

/** @param core where the arms take turns; null: anywhere */
export function keepAwake(core: number | null): Awake {
  // on a single core it would be in their way
  if (availableCores() < 2) return { spin() {}, rest() {}, close() {} }
  let last: 'spin' | 'rest' = 'rest'
  const place = core === null ? [] : ['taskset', '-c', String(core)]
  const line: string[] = [...place, ...(works(IDLE) ? IDLE : []), process.execPath, file]
  const [command = '', ...words] = line
  const child = spawn(command, words, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  // without it turns are as good as the machine makes them
  child.once('error', () => undefined)
  const tell = (word: 'spin' | 'rest'): void => {
    if (child.connected && word !== last) child.send(word, () => undefined)
    last = word
  }
  return {
    spin: () => tell('spin'),
    rest: () => tell('rest'),
    close: () => void child.kill('SIGKILL'),
  }
}
