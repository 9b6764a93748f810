/**
 * Kernels that tell a test where they are, through a socket of the machine itself: it works alike in
 * every mode, each step is an event for the test, and the socket closes when the worker is gone.
 */
import { connect } from 'node:net'
import type { Socket } from 'node:net'

export interface Place {
  port: number
  name: string
}

/** Says who it is, and waits for the word to go on. */
export async function meet(place: Place): Promise<string> {
  const socket = await arrive(place)
  const word = await new Promise<string>((resolve) => {
    socket.once('data', (data) => resolve(String(data)))
  })
  socket.destroy()
  return `${place.name} ${word}`
}

/** Says who it is, and computes for ever. */
export async function spin(place: Place): Promise<never> {
  await arrive(place)
  for (;;);
}

/** As `spin`, and does not end when it is asked to. */
export async function spinStubbornly(place: Place): Promise<never> {
  process.on('SIGTERM', () => undefined)
  return await spin(place)
}

async function arrive({ port, name }: Place): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  // the other side goes away with the test
  socket.on('error', () => undefined)
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.write(`${JSON.stringify({ name, pid: process.pid })}\n`, (error) =>
      error ? reject(error) : resolve(),
    )
  })
  return socket
}
