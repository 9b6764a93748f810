/** Text that arrives in pieces as whole lines. */
import type { Socket } from 'node:net'

/** A line longer than this is no message. */
const LONGEST = 4 * 2 ** 20

/** Calls `take` for each line; a line too long ends the connection. */
export function readLines(socket: Socket, take: (line: string) => void): void {
  let rest = ''
  socket.setEncoding('utf8')
  socket.on('data', (piece: string) => {
    const parts = (rest + piece).split('\n')
    rest = parts.pop() ?? ''
    if (rest.length > LONGEST) socket.destroy()
    for (const line of parts) take(line)
  })
}
