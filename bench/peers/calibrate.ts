/** How many steps of the spin kernel are a microsecond on this machine. */
import { spin } from './kernels/spin.ts'

const STEPS = 2_000_000

/** A neighbour can only slow a spin down: the fastest of many is the machine's own. */
export function stepsPerMicrosecond(): number {
  const times = Array.from({ length: 30 }, () => {
    const started = performance.now()
    spin(STEPS)
    return performance.now() - started
  })
  return STEPS / (1000 * Math.min(...times))
}
