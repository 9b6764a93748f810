/** Progress while benchmarks run: one line that is redrawn on a terminal, plain lines elsewhere. */
import type { Reporter } from 'vitest/node'
import type { Progress } from '../measure/channel.ts'
import { statusLine, timeLeft } from '../system/status-line.ts'
import type { Output } from '../system/status-line.ts'
import { clean } from '../text/escape.ts'

export interface LiveLine {
  show: (name: string, progress: Progress) => void
  clear: () => void
  /** To stand before all other reporters: what they print must not meet the line. */
  clearing: Reporter
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
  const line = statusLine(output)
  let timer: NodeJS.Timeout | undefined
  const clear = (): void => {
    clearInterval(timer)
    line.clear()
  }
  return {
    show(name, progress) {
      const since = performance.now()
      // a kernel that computes lets nothing through: the time goes on without it
      const draw = (): void => {
        const left = Math.max(0, progress.left - (performance.now() - since))
        line.draw(lineFor(name, progress, left))
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
  return clean(`lanemark: ${name}: ${text}, about ${timeLeft(left)} left`)
}
