/** Where kernels of `meeting.ts` come to: the test hears of each one, and of its worker's end. */
import { createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import type { Place } from '../kernels/meeting.ts'

export interface Guest {
  name: string
  pid: number
  /** Lets a kernel `meet` return. */
  goOn: (word: string) => void
  /** Resolves when the kernel's worker is gone, or the kernel has hung up. */
  left: Promise<void>
}

export interface MeetingPoint extends AsyncDisposable {
  port: number
  /** An input for the kernels. */
  place: (name: string) => Place
  /** The next kernel to arrive. */
  next: () => Promise<Guest>
}

export async function meetingPoint(): Promise<MeetingPoint> {
  const guests: Guest[] = []
  const waiting: ((guest: Guest) => void)[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    welcome(socket, (guest) => {
      const host = waiting.shift()
      if (host === undefined) guests.push(guest)
      else host(guest)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    place: (name) => ({ port, name }),
    next: async () => {
      const guest = guests.shift()
      return guest ?? (await new Promise<Guest>((resolve) => waiting.push(resolve)))
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function welcome(socket: Socket, greet: (guest: Guest) => void): void {
  const left = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  // a worker that is killed resets the connection
  socket.on('error', () => undefined)
  let text = ''
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
    if (!text.endsWith('\n')) return
    const { name, pid } = JSON.parse(text) as Pick<Guest, 'name' | 'pid'>
    greet({ name, pid, goOn: (word) => void socket.write(word), left })
  })
}
