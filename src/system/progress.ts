/** What the gate does and for how long: a line that is redrawn on a terminal, plain lines elsewhere. */
import { clean } from '../text/escape.ts'
import { statusLine, timeLeft } from './status-line.ts'
import type { Output } from './status-line.ts'

export interface GateProgress {
  /** @param left ms until the budget is used up; null where nobody knows */
  show: (text: string, left?: number | null) => void
  /** A line that stays. */
  say: (text: string) => void
  clear: () => void
}

/** Where lines cannot be redrawn, ms between two of the same step. */
const PLAIN_INTERVAL = 15_000

/** @param command what each line begins with */
export function gateProgress(output: Output, command = 'lanemark gate'): GateProgress {
  return output.isTTY === true ? redrawn(output, command) : plain(output, command)
}

/** Names under which a slowdown was acknowledged, and that no benchmark has. */
export function sayUnknown(progress: GateProgress, names: readonly string[]): void {
  for (const name of names) {
    progress.say(`acknowledged, but no benchmark has that name: ${name}`)
  }
}

function redrawn(output: Output, command: string): GateProgress {
  const line = statusLine(output)
  return {
    show(text, left = null) {
      line.draw(`${command}: ${sentence(text, left)}`)
    },
    say(text) {
      line.clear()
      output.write(`${command}: ${clean(text, 300)}\n`)
    },
    clear: line.clear,
  }
}

function plain(output: Output, command: string): GateProgress {
  let last = -Infinity
  let step = ''
  return {
    show(text, left = null) {
      // up to the first comma or colon: the stage; benchmarks change too often for lines
      const [now = ''] = text.split(/[,:]/)
      if (now === step && performance.now() - last < PLAIN_INTERVAL) return
      step = now
      last = performance.now()
      output.write(`${command}: ${sentence(text, left)}\n`)
    },
    say(text) {
      output.write(`${command}: ${clean(text, 300)}\n`)
    },
    clear() {},
  }
}

function sentence(text: string, left: number | null): string {
  const line = clean(text, 160)
  return left === null ? line : `${line} (at most ${timeLeft(left)} left)`
}
