/** Kernels for other machines. */
import { appendFileSync } from 'node:fs'
import { setTimeout as after } from 'node:timers/promises'

export const square = (value: number): number => value * value

/** Takes so many ms, and says which process did it. */
export async function slow(ms: number): Promise<number> {
  await after(ms)
  return process.ppid
}

/** Computes for so many ms. */
export function spin(ms: number): number {
  const end = performance.now() + ms
  while (performance.now() < end);
  return ms
}

/** Takes as long as the environment of its machine says, and keeps a journal of its runs. */
export async function lazy({ journal, task }: { journal: string; task: number }): Promise<string> {
  const pace = process.env['TEST_PACE'] ?? '20'
  appendFileSync(journal, `${task} ${pace}\n`)
  await after(Number(pace))
  return pace
}

export function fail(value: number): number {
  if (value < 0) throw new RangeError(`${value} is below zero`)
  return value
}

/** Takes down what runs it, and whoever that was started by. */
export function assassinate(value: number): number {
  if (value < 0) process.kill(process.ppid, 'SIGKILL')
  return value
}

export const reflect = (value: unknown): unknown => value

export function leave(value: number): number {
  if (value < 0) process.exit(9)
  return value
}

export const weigh = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => byte + 1)

export const rate = (currency: string, rates: Map<string, number>): number =>
  rates.get(currency) ?? Number.NaN

export const total = (numbers: Float64Array): number =>
  numbers.reduce((sum, number) => sum + number, 0)
