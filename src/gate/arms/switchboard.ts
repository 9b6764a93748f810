/** The coordinator's end of the lines: a socket that only this user can open. */
import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { Server, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Inbox } from './inbox.ts'
import { readLines } from './line-reader.ts'
import { decode, encode, PROTOCOL } from './arm-protocol.ts'
import type { ArmName, FromArm, GateAddress, Hello, ToArm } from './arm-protocol.ts'

/** One connected process of an arm. */
export interface Connection {
  readonly arm: ArmName
  readonly role: Hello['role']
  /** What it says; null when the line is cut. */
  readonly inbox: Inbox<FromArm | 'cut'>
  send: (message: ToArm) => void
}

/** How the socket's folder is named. */
export const TEMPORARY = /^lanemark-[A-Za-z0-9]{6}$/

/** Longest path of a Unix socket on the systems that matter. */
const LONGEST_PATH = 100

export class Switchboard {
  /** Called for each process that has introduced itself. */
  connected: (connection: Connection) => void = () => undefined
  /** Temporary; it holds the socket. */
  readonly folder: string
  readonly #token = randomBytes(16).toString('hex')
  readonly #sockets = new Set<Socket>()
  readonly #server: Server

  private constructor(folder: string) {
    this.folder = folder
    this.#server = createServer((socket) => this.#welcome(socket))
  }

  static async open(): Promise<Switchboard> {
    const short = join(tmpdir(), 'lanemark-XXXXXX', 'gate').length <= LONGEST_PATH
    // made with mode 0700
    const folder = await mkdtemp(join(short ? tmpdir() : '/tmp', 'lanemark-'))
    const board = new Switchboard(folder)
    await new Promise<void>((resolve, reject) => {
      board.#server.once('error', reject)
      board.#server.listen(board.#path, resolve)
    })
    return board
  }

  get #path(): string {
    return join(this.folder, 'gate')
  }

  /** For cleaning up when there is no time to wait. */
  readonly closeNow = (): void => {
    rmSync(this.folder, { recursive: true, force: true })
  }

  address(arm: ArmName): GateAddress {
    return { socket: this.#path, arm, token: this.#token }
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
    await rm(this.folder, { recursive: true, force: true })
  }

  #welcome(socket: Socket): void {
    this.#sockets.add(socket)
    const inbox = new Inbox<FromArm | 'cut'>()
    let known = false
    socket.on('error', () => undefined)
    socket.on('close', () => {
      this.#sockets.delete(socket)
      inbox.put('cut')
    })
    readLines(socket, (line) => {
      const message = decode(line)
      if (message === null) return
      if (known) return inbox.put(message)
      if (!this.#trusts(message)) return void socket.destroy()
      known = true
      const { arm, role } = message
      const send = (sent: ToArm): void => void socket.write(encode(sent))
      this.connected({ arm, role, inbox, send })
    })
  }

  #trusts(message: FromArm): message is Hello {
    return (
      message.type === 'hello' && message.token === this.#token && message.protocol === PROTOCOL
    )
  }
}
