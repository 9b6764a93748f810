/** The provider's end of the line to the gate's coordinator. */
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { Inbox } from './inbox.ts'
import { readLines } from './line-reader.ts'
import { encode, GATE_VARIABLE, PROTOCOL } from './arm-protocol.ts'
import type { FromArm, GateAddress, Hello, ToArm } from './arm-protocol.ts'

export interface Line {
  send: (message: FromArm) => void
  /** The next message that was not taken yet. */
  next: () => Promise<ToArm>
}

/** The coordinator's address, where this process belongs to a gate. */
export function gateAddress(): GateAddress | null {
  const text = process.env[GATE_VARIABLE]
  return text === undefined ? null : (JSON.parse(text) as GateAddress)
}

/**
 * Connects and introduces itself.
 *
 * @param lost called when the coordinator is gone: nobody waits for this process any more
 */
export async function openLine(
  { socket: path, arm, token }: GateAddress,
  role: Hello['role'],
  lost: () => void,
): Promise<Line> {
  const socket = await connected(path)
  const inbox = new Inbox<ToArm>()
  readLines(socket, (line) => inbox.put(JSON.parse(line) as ToArm))
  socket.on('error', () => undefined)
  socket.on('close', lost)
  const send = (message: FromArm): void => {
    socket.write(encode(message))
  }
  send({ type: 'hello', role, arm, token, protocol: PROTOCOL })
  socket.unref()
  return {
    send,
    // only who waits for a message is kept alive by the line
    async next() {
      socket.ref()
      const message = await inbox.take()
      socket.unref()
      return message
    },
  }
}

function connected(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path)
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      resolve(socket)
    })
  })
}
