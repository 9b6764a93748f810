import { scrypt } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify<string, string, number, object, Buffer>(scrypt)

export interface Login {
  password: string
  salt: string
}

/** A password's hash by scrypt at RFC 7914's interactive cost; Node computes it on libuv's threads. */
export async function hashPassword({ password, salt }: Login): Promise<string> {
  const key = await derive(password, salt, 64, { N: 16_384, r: 8, p: 1 })
  return key.toString('hex')
}
