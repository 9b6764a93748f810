/** Computes when it is told to, and ends with whoever started it. */

import { constants, setPriority } from 'node:os'

setPriority(constants.priority.PRIORITY_LOW)

/** Ms of computing between looks at the messages. */
const STRETCH = 1

let spinning = false

function compute(): void {
  if (!spinning) return
  const end = performance.now() + STRETCH
  while (performance.now() < end);
  setImmediate(compute)
}

process.on('message', (word) => {
  const was = spinning
  spinning = word === 'spin'
  if (!was) compute()
})
process.on('disconnect', () => process.exit())
