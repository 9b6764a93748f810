/** A line that is redrawn on a terminal. */
export interface Output {
  isTTY?: boolean
  columns?: number
  write: (text: string) => unknown
}

export interface StatusLine {
  draw: (line: string) => void
  clear: () => void
}

const CLEAR = '\r\u001B[2K'

/** The last column stays free: some terminals would begin a new line. */
export function statusLine(output: Output): StatusLine {
  let drawn = false
  return {
    draw(line) {
      output.write(`${CLEAR}${line.slice(0, (output.columns ?? 80) - 1)}`)
      drawn = true
    },
    clear() {
      if (drawn) output.write(CLEAR)
      drawn = false
    },
  }
}

/** `42 s`, `3 min`; rounded up. */
export function timeLeft(ms: number): string {
  const seconds = Math.ceil(ms / 1000)
  return seconds < 100 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`
}
