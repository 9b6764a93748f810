/** Computes for as long as anybody could wait, in one mode, and says when it begins. */
import { writeFileSync, writeSync } from 'node:fs'
import { mode } from './mode.js'

export default function compute(where) {
  if (mode() !== where) return 0
  writeSync(1, `computing in ${where}\n`)
  if (process.env.SIGN !== undefined) writeFileSync(process.env.SIGN, where)
  const end = performance.now() + 60_000
  while (performance.now() < end);
  return 0
}
