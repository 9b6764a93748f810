/** What a server's log says about one stretch of time. */
export interface LogSummary {
  requests: number
  bytes: number
  /** Requests by status code. */
  statuses: Record<string, number>
  /** Milliseconds that 95 % of the requests stayed below. */
  p95: number
}

/** One line of the log. */
export interface LogEntry {
  time: string
  method: string
  path: string
  status: number
  bytes: number
  duration: number
  agent: string
}

/** Newline-delimited JSON to a few figures: much to parse, little to send back. */
export function summariseLog(text: string): LogSummary {
  const statuses: Record<string, number> = {}
  const durations: number[] = []
  let bytes = 0
  for (const line of text.split('\n')) {
    if (line === '') continue
    const entry = JSON.parse(line) as LogEntry
    statuses[entry.status] = (statuses[entry.status] ?? 0) + 1
    durations.push(entry.duration)
    bytes += entry.bytes
  }
  durations.sort((one, other) => one - other)
  const p95 = durations[Math.ceil(durations.length * 0.95) - 1] ?? 0
  return { requests: durations.length, bytes, statuses, p95 }
}
