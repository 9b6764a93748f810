/**
 * A process that competes for the machine, the entry of its process: it computes all the time, until
 * it is ended or the process that started it is gone. The argument is that process's id.
 */
import { writeSync } from 'node:fs'

const starter = Number(process.argv[2])
const STEPS = 10_000_000

writeSync(1, 'computing\n')
let sum = 0
while (process.ppid === starter) {
  for (let step = 0; step < STEPS; step += 1) sum = Math.sqrt(sum + step)
}
