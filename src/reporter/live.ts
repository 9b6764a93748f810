/** Progress while benchmarks run: one line that is redrawn on a terminal, plain lines elsewhere. */
import type { Reporter } from 'vitest/node'
import type { Progress } from '../measure/channel.ts'
import { clean } from '../text/escape.ts'

export interface LiveLine {
  show: (name: string, progress: Progress) => void
  clear: () => void
  /** To stand before all other reporters: what they print must not meet the line. */
  clearing: Reporter
}

interface Output {
  isTTY?: boolean
  columns?: number
  write: (text: string) => unknown
}

/** Where lines cannot be redrawn, ms between two of them. */
const PLAIN_INTERVAL = 10_000

const REDRAW_INTERVAL = 1000

export function liveLine(output: Output): LiveLine {
  return output.isTTY === true ? redrawn(output) : plain(output)
}

function plain(output: Output): LiveLine {
  let last = 0
  return {
    show(name, progress) {
      if (performance.now() - last < PLAIN_INTERVAL) return
      last = performance.now()
      output.write(`${lineFor(name, progress, progress.left)}\n`)
    },
    clear() {},
    clearing: {},
  }
}

function redrawn(output: Output): LiveLine {
  let timer: NodeJS.Timeout | undefined
  let draw: (() => void) | null = null
  const clear = (): void => {
    clearInterval(timer)
    if (draw !== null) output.write('\r\u001B[2K')
    draw = null
  }
  return {
    show(name, progress) {
      const since = performance.now()
      draw = () => {
        // a kernel that computes lets nothing through: the time goes on without it
        const left = Math.max(0, progress.left - (performance.now() - since))
        const line = lineFor(name, progress, left)
        output.write(`\r\u001B[2K${line.slice(0, (output.columns ?? 80) - 1)}`)
      }
      draw()
      clearInterval(timer)
      timer = setInterval(draw, REDRAW_INTERVAL).unref()
    },
    clear,
    clearing: {
      onTestCaseResult: clear,
      onTestModuleEnd: clear,
      onUserConsoleLog: clear,
      onTestRunEnd: clear,
    },
  }
}

/** Names are users' own, and must not draw anything themselves. */
function lineFor(name: string, { text }: Progress, left: number): string {
  const seconds = Math.ceil(left / 1000)
  const time = seconds < 100 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`
  return clean(`lanemark: ${name}: ${text}, about ${time} left`)
}
